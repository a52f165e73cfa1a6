import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { AuditFile } from '../../../../src/audit/sinks/file/audit-file.ts';
import type { FsyncPolicy } from '../../../../src/audit/sinks/file/audit-file-parts.ts';
import { untilTrue } from '../../../support/until-true.ts';
import { auditFolder, numbering, recordingAuditParts } from '../audit-parts.ts';
import { describeAsRoot, fillUp, pinFile, tinyDisk } from '../mounts.ts';
import { readLog, verifyFolder } from '../read-log.ts';

async function openOn(folder: string, fsync: FsyncPolicy, maxBytes = Infinity) {
  const parts = recordingAuditParts();
  const file = await AuditFile.open(
    {
      path: join(folder, 'audit.log'),
      fsync,
      maxBytes,
      maxAgeMs: Infinity,
      retainMs: Infinity,
      maxTotalBytes: Infinity,
    },
    parts,
  );
  return { file, record: numbering(), ...parts };
}

describeAsRoot('the audit file on a full disk', () => {
  it('a durable file on a full disk rejects records with the reason and recovers', async () => {
    using disk = tinyDisk(64 * 1024);
    const { file, record, meter, logger } = await openOn(disk.folder, 'durable');
    await file.writeDurably(record(1)).written;
    const ballast = fillUp(disk.folder);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => file.writeDurably(record(index + 2)).written),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected').length;
    expect(refused).toBeGreaterThan(0);
    expect(file.problem?.reason).toMatch(/cannot be written \(ENOSPC/);
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    rmSync(ballast);
    await file.writeDurably(record(99)).written;
    expect(file.problem).toBeUndefined();
    await file.close();
    expect(meter.reading).toMatchObject({ written: 42 - refused, dropped: refused, pendingBytes: 0 });
    const { code, out } = await verifyFolder(disk.folder);
    expect(code).toBe(0);
    expect(out).toContain(`${refused} decisions before record`);
    expect(readLog(join(disk.folder, 'audit.log'))).toHaveLength(42 - refused);
  });

  it('an interval file on a full disk buffers records without loss', async () => {
    using disk = tinyDisk(64 * 1024);
    const { file, record, meter, time } = await openOn(disk.folder, 'interval');
    const ballast = fillUp(disk.folder);
    for (let number = 1; number <= 40; number += 1) file.write(record(number));
    await untilTrue(() => file.problem !== undefined);
    expect(meter.reading.written).toBe(0);
    rmSync(ballast);
    await untilTrue(() => time.waiting > 0);
    time.advance(1000);
    await untilTrue(() => meter.reading.written === 40);
    await file.close();
    expect(meter.reading).toMatchObject({ dropped: 0, failed: 1 });
    expect(readLog(join(disk.folder, 'audit.log')).map(({ uid }) => uid)).toEqual(
      Array.from({ length: 40 }, (_, index) => `uid-${index + 1}`),
    );
    expect((await verifyFolder(disk.folder)).code).toBe(0);
  });
});

describeAsRoot('the audit file that cannot be renamed', () => {
  it('a file that cannot be rotated grows and logs an error once per minute', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    writeFileSync(path, '');
    using _pin = pinFile(path);
    const { file, record, meter, logger, time } = await openOn(at.folder, 'durable', 1);
    for (const number of [1, 2, 3]) await file.writeDurably(record(number)).written;
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    time.advance(60_000);
    await file.writeDurably(record(4)).written;
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    await file.close();
    expect(meter.reading).toMatchObject({ written: 4, dropped: 0, rotated: 0 });
    expect(readLog(path)).toHaveLength(4);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });
});
