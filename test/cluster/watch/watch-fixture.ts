import { afterEach, beforeEach } from '@jest/globals';
import { customResource } from '../../../src/cluster/watch/list-resource.ts';
import type { WatchTiming } from '../../../src/cluster/watch/ports.ts';
import { ResourceWatch } from '../../../src/cluster/watch/resource-watch.ts';
import { WatchRecorder } from './watch-recorder.ts';
import { type OpenWatch, WatchServer } from './watch-server.ts';

export const path = '/apis/example.com/v1/sets';
export const clock = { nowMs: 1000 };
const quick: WatchTiming = {
  openMs: 60_000,
  silenceMs: 60_000,
  watchSeconds: 540,
  absentMs: 5,
  firstRetryMs: 2,
  maxRetryMs: 20,
};

/** The server of the current test. */
export let server: WatchServer;
export let recorder: WatchRecorder;
export let watch: ResourceWatch;

/** Starts a server with the resource for every test, and stops the watch after it. */
export function useWatchServer(): void {
  beforeEach(async () => {
    server = await new WatchServer().start();
    server.serve(path);
    clock.nowMs = 1000;
  });
  afterEach(async () => {
    await watch.stop();
    await server.stop();
  });
}

export function startWatch(timing: Partial<WatchTiming> = {}): void {
  recorder = new WatchRecorder();
  const { sink, meter, logger } = recorder;
  const parts = {
    resource: customResource('example.com', 'v1', { kind: 'Set', plural: 'sets' }),
    api: server.connection,
    sink,
    meter,
    logger,
    monotonicMs: () => clock.nowMs,
  };
  watch = new ResourceWatch({ ...parts, timing: { ...quick, ...timing } });
  watch.start();
}

/** Starts a watch, and waits until it is open. */
export async function openWatch(timing: Partial<WatchTiming> = {}): Promise<OpenWatch> {
  const opened = server.nextWatch(path);
  startWatch(timing);
  const open = await opened;
  await reachesState('current');
  return open;
}

export const reachesState = (kind: string) => recorder.until(() => watch.state.kind === kind);
export const knows = (...names: readonly string[]) =>
  recorder.until(() => `${recorder.names}` === `${names}`);
export const lists = () => server.requests.filter((request) => request.startsWith('list')).length;

/** Waits until the watch has received an object that is created now. */
export async function recovers(): Promise<void> {
  server.put(path, 'late');
  await recorder.until(() => recorder.names.includes('late'));
  await reachesState('current');
}
