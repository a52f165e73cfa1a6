import { setTimeout as sleep } from 'node:timers/promises';
import { idms } from '../../src/rules/example.ts';
import { reviewOf } from '../support/review.ts';
import { openClient } from './load-client.ts';

/** Requests that once exceeded the memory limit of 256 MiB, so the kernel killed the process. */
export interface KillerInput {
  readonly name: string;
  run(url: string): Promise<void>;
}

const mebibyte = 1024 * 1024;

/** A JSON list of this size that repeats one value. */
const listOf = (value: string, bytes: number) =>
  `[${Array(Math.floor(bytes / (value.length + 1)))
    .fill(value)
    .join()}]`;

const withEntries = (entriesJson: string) =>
  JSON.stringify(reviewOf(idms('hostile'), { object: { spec: { imageDigestMirrors: 'X' } } })).replace(
    '"X"',
    () => entriesJson,
  );

/** Several rules report each entry. */
const withWarnings = (set: number) =>
  withEntries(
    JSON.stringify(
      Array.from({ length: 1200 }, (_, index) => ({
        source: `quay.io/set-${set}/team-${index}`,
        mirrors: [`mirror-${index}.example.com/team`, `mirror-${index}.example.com:5000/set-${set}`],
        mirrorSourcePolicy: 'NeverContactSource',
      })),
    ),
  );

/** Wildcard sources, nested up to 250 levels deep: 0.9 MB. */
export const nestedWildcards = () =>
  withEntries(
    JSON.stringify(
      Array.from({ length: 2500 }, (_, index) => ({
        source: `*.${'a.'.repeat(index % 250)}f${Math.floor(index / 250)}.example.com`,
        mirrors: [`mirror.example.com/x${index}`],
      })),
    ),
  );

async function send(url: string, bodies: readonly string[]): Promise<void> {
  const client = openClient(url);
  const path = '/validate/fail?timeout=10s';
  const statuses = await Promise.all(bodies.map(async (body) => (await client.post(body, path)).status));
  client.close();
  // The decision does not matter. Status 500 would be a failure of the server.
  const unexpected = statuses.filter((status) => ![200, 400, 503].includes(status));
  if (unexpected.length > 0) throw new Error(`answered HTTP ${unexpected}`);
}

export function killerInputs(): readonly KillerInput[] {
  const times = (count: number, body: string) => Array<string>(count).fill(body);
  return [
    {
      name: 'one body of 6.9 MiB with empty maps',
      run: (url) => send(url, [listOf('{}', 6.9 * mebibyte)]),
    },
    {
      name: 'four bodies of 6.9 MiB with empty lists',
      run: (url) => send(url, times(4, listOf('[]', 6.9 * mebibyte))),
    },
    {
      name: 'four mirror sets of 2.86 MiB with empty entries',
      run: (url) => send(url, times(4, withEntries(listOf('{}', 2.86 * mebibyte)))),
    },
    {
      name: '80 mirror sets of 1,200 entries with many warnings',
      run: (url) =>
        send(
          url,
          Array.from({ length: 80 }, (_, set) => withWarnings(set)),
        ),
    },
    {
      name: '40 slow bodies of 7 MiB',
      async run(url) {
        const client = openClient(url);
        const body = Buffer.alloc(7 * mebibyte, 0x20);
        const sockets = await Promise.all(
          Array.from({ length: 40 }, () => client.stall(body, 6.9 * mebibyte)),
        );
        await sleep(2000);
        for (const socket of sockets) socket.destroy();
      },
    },
    {
      name: '40 connections with wildcard sources nested 250 deep',
      async run(url) {
        const body = nestedWildcards();
        for (let round = 0; round < 2; round++) await send(url, times(40, body));
      },
    },
  ];
}
