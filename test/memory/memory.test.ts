import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createMemoryCgroup, type MemoryCgroup } from '../support/memory-cgroup.ts';
import { killerInputs, nestedWildcards } from './killer-inputs.ts';
import { openClient } from './load-client.ts';

const root = join(import.meta.dirname, '..', '..');
const mebibyte = 1024 * 1024;
/** `resources.limits.memory` of the chart. */
const limitMebibytes = 256;
const maxResidentMebibytes = 200;
const unseenSeconds = 60;

const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');

/** The command of the image with its Node.js flags, applied to the bundle of this checkout. */
function imageCommand(): readonly string[] {
  const [, json = ''] = /^ENTRYPOINT (\[".*\])$/m.exec(dockerfile) ?? [];
  const [, ...flags] = JSON.parse(json) as readonly string[];
  return [process.execPath, ...flags.slice(0, -1), join(root, 'dist', 'webhook.mjs')];
}

/** The glibc settings of the image. */
function imageEnvironment(): Readonly<Record<string, string>> {
  const settings = [...dockerfile.matchAll(/(MALLOC_\w+)=(\d+)/g)];
  return Object.fromEntries(settings.map(([, name = '', value = '']) => [name, value]));
}

/** The peak of the resident memory since the last reset. */
function peakMebibytes({ pid }: ChildProcess): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kibibytes) / 1024);
}

const cgroup = createMemoryCgroup(limitMebibytes * mebibyte);
if (typeof cgroup === 'string') {
  process.stderr.write(`The memory of a pod is not measured: ${cgroup}\n`);
  describe('the memory of a pod', () => {
    it.skip(`is not measured, because ${cgroup}`, () => {});
  });
} else measureIn(cgroup);

function measureIn(group: MemoryCgroup): void {
  describe(`the webhook in a cgroup of ${limitMebibytes} MiB`, () => {
    let folder: string;
    let webhook: ChildProcess;
    let url: string;

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'mirrorguard-memory-'));
      const options = ['--port=0', '--health-port=0', '--state-dir', folder];
      const more = ['--audit-file', join(folder, 'audit.log'), '--cluster-dir', 'examples/cluster'];
      const [program = '', ...args] = group.wrap([...imageCommand(), ...options, ...more]);
      const env = { ...process.env, ...imageEnvironment() };
      webhook = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] });
      const lines = createInterface({ input: webhook.stderr as NonNullable<ChildProcess['stderr']> });
      for await (const line of lines) {
        const { message, url: found } = line.startsWith('{') ? JSON.parse(line) : { message: '', url: '' };
        if (message === 'Listening') {
          url = found;
          break;
        }
      }
      webhook.stderr?.resume();
    }, 60_000);

    afterEach(async () => {
      const ended = once(webhook, 'exit');
      webhook.kill('SIGKILL');
      if (webhook.exitCode === null) await ended;
      rmSync(folder, { recursive: true });
    });

    afterAll(() => group.remove());

    /** Checks that the process runs and responds, and that its peak memory is below the limit. */
    async function expectHealthy(what: string): Promise<void> {
      expect({ what, exit: webhook.exitCode, kills: group.oomKills() }).toEqual({
        what,
        exit: null,
        kills: 0,
      });
      const client = openClient(url);
      expect((await client.review(client.smallReview())).allowed).toBe(true);
      client.close();
      const peak = peakMebibytes(webhook);
      process.stderr.write(`${what}: at most ${peak} MiB resident\n`);
      expect(peak).toBeLessThan(maxResidentMebibytes);
    }

    it.each(killerInputs())(
      'survives $name',
      async ({ name, run }) => {
        await run(url);
        await expectHealthy(name);
      },
      120_000,
    );

    it('survives all of them, one after the other', async () => {
      for (const { run } of killerInputs()) await run(url);
      const client = openClient(url);
      expect((await client.review(client.smallReview())).allowed).toBe(true);
      client.close();
      expect({ exit: webhook.exitCode, kills: group.oomKills() }).toEqual({ exit: null, kills: 0 });
    }, 120_000);

    it('survives a flood over 320 connections', async () => {
      const client = openClient(url);
      const body = Buffer.from(nestedWildcards());
      // A connection is closed if its handshake takes more than 10 s.
      const flood = () =>
        client.post(body).then(
          ({ status }) => status,
          () => 'closed' as const,
        );
      const outcomes = await Promise.all(Array.from({ length: 320 }, flood));
      client.close();
      expect(outcomes.filter((outcome) => ![200, 503, 'closed'].includes(outcome))).toEqual([]);
      expect(outcomes).toContain(503);
      expect({ exit: webhook.exitCode, kills: group.oomKills() }).toEqual({ exit: null, kills: 0 });
      process.stderr.write(`320 connections: at most ${peakMebibytes(webhook)} MiB resident\n`);
    }, 120_000);

    it('survives 3,000 idle connections', async () => {
      const client = openClient(url);
      const sockets = await client.openIdle(3000);
      await expectHealthy('3,000 idle connections');
      for (const socket of sockets) socket.destroy();
      client.close();
    }, 240_000);

    it(`survives ${unseenSeconds} s of objects of which no two are equal`, async () => {
      const client = openClient(url);
      const stopAt = performance.now() + unseenSeconds * 1000;
      let count = 0;
      const send = async (lane: number) => {
        for (let index = 0; performance.now() < stopAt; index++) {
          await client.review(client.unseenReview(index % 2 === 0 ? 1 : 50, `${lane}-${index}`));
          count += 1;
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, lane) => send(lane)));
      await sleep(500);
      await expectHealthy(`${count} unseen objects`);
      client.close();
    }, 120_000);
  });
}
