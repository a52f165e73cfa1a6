import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { backOffMs, httpDestination } from '../../../src/audit/sinks/http-destination.ts';
import { made } from '../../certificates/made-certificates.ts';
import { run } from '../../cli/run.ts';
import { untilTrue } from '../../support/until-true.ts';
import { auditFolder, numbering, recordingAuditParts } from './audit-parts.ts';

/** A collector that returns these statuses in turn, then 200, and stores the requests. */
async function startCollector(
  statuses: number[] = [],
  certificate?: { readonly cert: string; readonly key: string },
) {
  const bodies: string[] = [];
  const requests: IncomingMessage[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(request);
    bodies.push(await text(request));
    response.writeHead(statuses.shift() ?? 200).end();
  };
  const server = certificate === undefined ? createHttpServer(take) : createHttpsServer(certificate, take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(
    `${certificate === undefined ? 'http://127.0.0.1' : 'https://localhost'}:${(server.address() as AddressInfo).port}/audit`,
  );
  return {
    url,
    bodies,
    requests,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the collector', () => {
  it('gets many records in one request, as lines of a chain', async () => {
    using collector = await startCollector();
    const parts = recordingAuditParts();
    const record = numbering();
    const destination = httpDestination({ url: collector.url }, parts.chain, {
      ...parts,
      random: () => 0,
    });
    for (let number = 0; number < 50; number += 1) destination.write(record(number));
    await destination.close();
    expect(collector.requests).toHaveLength(1);
    expect(collector.requests[0]?.headers['content-type']).toBe('application/x-ndjson');
    expect(await run(['audit', 'verify', '-'], { stdin: collector.bodies.join('') })).toMatchObject({
      code: 0,
    });
    expect(parts.meter.reading.written).toBe(50);
  });

  it('receives the same bytes again after failures, with increasing delays', async () => {
    using collector = await startCollector([503, 500]);
    const parts = recordingAuditParts();
    const record = numbering();
    const destination = httpDestination({ url: collector.url }, parts.chain, {
      ...parts,
      random: () => 1,
    });
    destination.write(record(1));
    await untilTrue(() => parts.meter.reading.failed === 1);
    parts.time.advance(999);
    expect(parts.time.waiting).toBe(1);
    parts.time.advance(1);
    await untilTrue(() => parts.meter.reading.failed === 2);
    parts.time.advance(1999);
    expect(parts.time.waiting).toBe(1);
    parts.time.advance(1);
    await untilTrue(() => parts.meter.reading.written === 1);
    await destination.close();
    expect(new Set(collector.bodies).size).toBe(1);
    expect(parts.meter.reading).toMatchObject({ dropped: 0, failed: 2 });
  });

  it('is not retried after it rejects records; the next record states the loss', async () => {
    using collector = await startCollector([400]);
    const parts = recordingAuditParts();
    const record = numbering();
    const destination = httpDestination({ url: collector.url }, parts.chain, {
      ...parts,
      random: () => 0,
    });
    destination.write(record(1));
    await untilTrue(() => parts.meter.reading.dropped === 1);
    destination.write(record(2));
    await destination.close();
    expect(JSON.parse(collector.bodies[1] ?? '').chain).toMatchObject({ seq: 2, dropped: 1 });
    expect(await run(['audit', 'verify', '-'], { stdin: collector.bodies[1] ?? '' })).toMatchObject({
      code: 0,
    });
  });

  it('does not delay responses or the shutdown if it is unreachable', async () => {
    const collector = await startCollector();
    collector[Symbol.dispose]();
    const parts = recordingAuditParts();
    const record = numbering();
    const destination = httpDestination({ url: collector.url }, parts.chain, {
      ...parts,
      random: () => 0,
    });
    destination.write(record(1));
    await untilTrue(() => parts.meter.reading.failed === 1);
    expect(destination.problem?.reason).toMatch(/ECONNREFUSED/);
    await destination.close();
    expect(parts.meter.reading).toMatchObject({ written: 0, dropped: 1, failed: 2 });
  });

  it('receives the token that its file contains at the time of the request', async () => {
    using at = auditFolder();
    using collector = await startCollector();
    const parts = recordingAuditParts();
    const record = numbering();
    const tokenFile = at.path('token');
    const destination = httpDestination({ url: collector.url, tokenFile }, parts.chain, {
      ...parts,
      random: () => 0,
    });
    for (const token of ['first', 'second']) {
      writeFileSync(tokenFile, `${token}\n`);
      destination.write(record(1));
      await untilTrue(() => collector.requests.at(-1)?.headers.authorization === `Bearer ${token}`);
    }
    await destination.close();
    expect(parts.meter.reading.written).toBe(2);
  });
});

describe('a collector on TLS', () => {
  it('receives records only if the configured CA signed its certificate', async () => {
    using at = auditFolder();
    const { ca, leaf } = await made();
    writeFileSync(at.path('ca.pem'), ca.certificatePem);
    using collector = await startCollector([], { cert: leaf.certificatePem, key: leaf.keyPem });
    const trusting = recordingAuditParts();
    const doubting = recordingAuditParts();
    const good = httpDestination({ url: collector.url, caFile: at.path('ca.pem') }, trusting.chain, {
      ...trusting,
      random: () => 0,
    });
    const bad = httpDestination({ url: collector.url }, doubting.chain, { ...doubting, random: () => 0 });
    for (const destination of [good, bad]) destination.write(numbering()(1));
    for (const destination of [good, bad]) await destination.close();
    expect(trusting.meter.reading).toMatchObject({ written: 1, dropped: 0 });
    expect(doubting.meter.reading).toMatchObject({ written: 0, dropped: 1 });
    expect(collector.bodies).toHaveLength(1);
  });
});

describe('the back-off', () => {
  it('doubles from a second to a minute, less up to a half of it', () => {
    expect([1, 2, 3, 6, 7, 100].map((attempt) => backOffMs(attempt, () => 1))).toEqual([
      1000, 2000, 4000, 32_000, 60_000, 60_000,
    ]);
    expect([1, 7].map((attempt) => backOffMs(attempt, () => 0))).toEqual([500, 30_000]);
  });
});
