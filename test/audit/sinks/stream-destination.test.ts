import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { streamDestination } from '../../../src/audit/sinks/stream-destination.ts';
import { run } from '../../cli/run.ts';
import { numbering, recordingAuditParts } from './audit-parts.ts';

describe('the audit stream', () => {
  it('writes a chain of its own, which begins with the process', async () => {
    const stream = new PassThrough();
    const parts = recordingAuditParts();
    const destination = streamDestination(stream, parts.chain, parts);
    const record = numbering();
    for (const number of [1, 2, 3]) destination.write(record(number));
    await destination.close();
    stream.end();
    const stdin = await text(stream);
    expect(stdin.trimEnd().split('\n')).toHaveLength(3);
    expect(await run(['audit', 'verify', '-'], { stdin })).toMatchObject({ code: 0 });
    expect(parts.meter.reading.written).toBe(3);
  });

  it('drops and counts records that a full device does not accept, and continues', async () => {
    const stream = createWriteStream('/dev/full');
    const parts = recordingAuditParts();
    const destination = streamDestination(stream, parts.chain, parts);
    destination.write(numbering()(1));
    await destination.close();
    expect(destination.problem?.reason).toMatch(/ENOSPC/);
    expect(parts.meter.reading).toMatchObject({ written: 0, dropped: 1, failed: 1 });
    expect(parts.logger.lines.map(({ level }) => level)).toEqual(['error']);
  });
});
