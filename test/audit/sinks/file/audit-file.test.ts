import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { AuditFile, type AuditFileOptions } from '../../../../src/audit/sinks/file/audit-file.ts';
import { untilTrue } from '../../../support/until-true.ts';
import { auditFolder, keepingAuditParts, recordText } from '../audit-parts.ts';
import { logFiles, readLog, verifyFolder } from '../read-log.ts';

const endless = { fsync: 'durable', maxBytes: Infinity, maxAgeMs: Infinity, keep: Infinity } as const;

/** A log file, as the webhook keeps it, and the parts it was given. */
async function openLog(path: string, options: Partial<AuditFileOptions> = {}) {
  const parts = keepingAuditParts();
  const file = await AuditFile.open({ ...endless, path, ...options }, parts);
  return { file, ...parts };
}

/** What one process writes. */
async function writeRecords(
  path: string,
  numbers: readonly number[],
  options: Partial<AuditFileOptions> = {},
) {
  const { file, ...parts } = await openLog(path, options);
  for (const number of numbers) await file.writeDurably(recordText(number)).written;
  await file.close();
  return parts;
}

describe('AuditFile', () => {
  it('is readable only for its owner', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1]);
    expect(statSync(at.path('audit.log')).mode & 0o777).toBe(0o600);
  });

  it('has one line per record', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2, 3]);
    expect(readLog(at.path('audit.log')).map(({ uid }) => uid)).toEqual(['uid-1', 'uid-2', 'uid-3']);
  });

  it('continues the chain after a restart', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2]);
    const { meter } = await writeRecords(at.path('audit.log'), [3]);
    const chains = readLog(at.path('audit.log')).map(({ chain }) => chain);
    expect(chains.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(new Set(chains.map(({ log }) => log)).size).toBe(1);
    expect(meter.reading.recovered).toBe(0);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('shares one fsync among waiting responses', async () => {
    using at = auditFolder();
    const { file, meter } = await openLog(at.path('audit.log'));
    await Promise.all(
      Array.from({ length: 100 }, (_, number) => file.writeDurably(recordText(number)).written),
    );
    expect(meter.reading).toMatchObject({ written: 100, synced: 1, pendingBytes: 0 });
    await file.close();
  });

  it('delays no response unless it is durable', async () => {
    using at = auditFolder();
    for (const fsync of ['never', 'interval', 'always'] as const) {
      const { file } = await openLog(at.path(`${fsync}.log`), { fsync });
      file.write(recordText(1));
      await file.close();
      expect(readLog(at.path(`${fsync}.log`))).toHaveLength(1);
    }
  });

  it('calls fsync a second after a write with fsync interval', async () => {
    using at = auditFolder();
    const { file, time, meter } = await openLog(at.path('audit.log'), { fsync: 'interval' });
    file.write(recordText(1));
    await untilTrue(() => meter.reading.written === 1);
    time.advance(999);
    expect(time.waiting).toBe(1);
    time.advance(1);
    expect(time.waiting).toBe(0);
    await untilTrue(() => meter.reading.synced === 1);
    await file.close();
  });
});

describe('AuditFile rotation', () => {
  it('starts a new file that continues the chain when the next record does not fit', async () => {
    using at = auditFolder();
    const { meter } = await writeRecords(at.path('audit.log'), [1, 2, 3, 4, 5, 6, 7], { maxBytes: 1000 });
    const files = logFiles(at.folder);
    expect(files).toEqual(['audit.log', 'audit.log.20260101T000000000Z', 'audit.log.20260101T000000001Z']);
    expect(meter.reading.rotated).toBe(2);
    for (const name of files) expect(statSync(at.path(name)).size).toBeLessThanOrEqual(1000);
    const [first] = readLog(at.path('audit.log'));
    expect(first?.chain).toMatchObject({ opens: { previousFile: 'audit.log.20260101T000000001Z' } });
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('starts a new file when the first record is too old', async () => {
    using at = auditFolder();
    const { file, time, meter } = await openLog(at.path('audit.log'), { maxAgeMs: 3_600_000 });
    await file.writeDurably(recordText(1)).written;
    time.advance(3_600_000);
    await file.writeDurably(recordText(2)).written;
    expect(meter.reading.rotated).toBe(0);
    time.advance(1);
    await file.writeDurably(recordText(3)).written;
    expect(meter.reading.rotated).toBe(1);
    await file.close();
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('reads the age of a file of another process', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1]);
    const { file, time, meter } = await openLog(at.path('audit.log'), { maxAgeMs: 3_600_000 });
    time.advance(3_600_001);
    await file.writeDurably(recordText(2)).written;
    await file.close();
    expect(meter.reading.rotated).toBe(1);
  });

  it('retains the configured number of newest files', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2, 3, 4, 5], { maxBytes: 1, keep: 2 });
    expect(logFiles(at.folder)).toEqual([
      'audit.log',
      'audit.log.20260101T000000002Z',
      'audit.log.20260101T000000003Z',
    ]);
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(0);
    expect(out).toContain('records 1 to 2 are in older files');
  });

  it('states the oldest retained record, so removed files are detected', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2, 3, 4, 5], { maxBytes: 1, keep: 2 });
    rmSync(at.path('audit.log.20260101T000000002Z'));
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(1);
    expect(out).toContain(
      'record 3 is missing; according to record 5, the log was retained starting with record 3; pass all rotated files',
    );
  });

  it('reports no missing file after a process ended before removing old files', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2, 3], { maxBytes: 1, keep: Infinity });
    renameSync(at.path('audit.log'), at.path('audit.log.20260101T000000002Z'));
    const oldest = readFileSync(at.path('audit.log.20260101T000000000Z'));
    await writeRecords(at.path('audit.log'), [4], { keep: 2 });
    expect(readLog(at.path('audit.log'))[0]?.chain.opens).toEqual({
      previousFile: 'audit.log.20260101T000000002Z',
      keptFrom: 2,
    });
    expect(logFiles(at.folder)).toEqual([
      'audit.log',
      'audit.log.20260101T000000001Z',
      'audit.log.20260101T000000002Z',
    ]);
    expect((await verifyFolder(at.folder)).code).toBe(0);
    writeFileSync(at.path('audit.log.20260101T000000000Z'), oldest);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('states no retained record for files that it did not rotate', async () => {
    using at = auditFolder();
    const { file, time } = await openLog(at.path('audit.log'));
    await file.writeDurably(recordText(1)).written;
    rmSync(at.path('audit.log'));
    time.advance(1000);
    await file.writeDurably(recordText(2)).written;
    await file.close();
    expect(readLog(at.path('audit.log'))[0]?.chain.opens).toEqual({ previousFile: 'audit.log' });
  });

  it('continues after a process ended between two files', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2]);
    renameSync(at.path('audit.log'), at.path('audit.log.20260101T000000000Z'));
    await writeRecords(at.path('audit.log'), [3]);
    expect(readLog(at.path('audit.log'))[0]?.chain).toMatchObject({
      seq: 3,
      opens: { previousFile: 'audit.log.20260101T000000000Z' },
    });
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });
});

describe('AuditFile recovery', () => {
  it('moves a partial line aside and states it in the next record', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2]);
    appendFileSync(at.path('audit.log'), '{"schemaVersion":1,"ti');
    expect((await verifyFolder(at.folder)).code).toBe(1);
    const { meter } = await writeRecords(at.path('audit.log'), [3]);
    const aside = logFiles(at.folder).find((name) => name.includes('.partial-')) ?? '';
    expect(readFileSync(at.path(aside), 'utf8')).toBe('{"schemaVersion":1,"ti');
    expect(readLog(at.path('audit.log'))[2]).toMatchObject({
      uid: 'uid-3',
      chain: { seq: 3, recovered: { bytes: 22, file: aside } },
    });
    expect(meter.reading.recovered).toBe(1);
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(0);
    expect(out).toContain(`before record 3, 22 bytes of an interrupted write were moved to ${aside}`);
  });

  it('recovers from a write interrupted at any byte', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    await writeRecords(path, [1, 2]);
    const whole = readFileSync(path);
    const firstEnd = whole.indexOf('\n') + 1;
    for (let length = 0; length <= whole.length; length += 13) {
      writeFileSync(path, whole.subarray(0, length));
      await writeRecords(path, [3]);
      const uids = readLog(path).map(({ uid }) => uid);
      expect(uids).toEqual([
        ...(length >= firstEnd ? ['uid-1'] : []),
        ...(length === whole.length ? ['uid-2'] : []),
        'uid-3',
      ]);
      expect((await verifyFolder(at.folder)).code).toBe(0);
      // The clock stands still, so the next torn bytes would get the same name.
      for (const name of logFiles(at.folder)) if (name !== 'audit.log') rmSync(at.path(name));
    }
  });

  it('renames a corrupt file and starts a new chain', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2]);
    const text = readFileSync(at.path('audit.log'), 'utf8');
    writeFileSync(at.path('audit.log'), text.replace('uid-2', 'uid-9'));
    const { meter, logger } = await writeRecords(at.path('audit.log'), [3]);
    const corrupt = 'audit.log.corrupt-20260101T000000000Z';
    expect(logFiles(at.folder)).toEqual(['audit.log', corrupt]);
    expect(readLog(at.path('audit.log'))[0]?.chain).toMatchObject({
      seq: 1,
      opens: { previousFile: null, abandonedFile: corrupt },
    });
    expect(meter.reading.recovered).toBe(1);
    expect(
      logger.lines.some(
        ({ level, message }) => level === 'warn' && message === 'Moved corrupt audit data aside',
      ),
    ).toBe(true);
    expect((await verifyFolder(at.folder)).code).toBe(1);
  });

  it('continues in a new file after another program moved the file', async () => {
    using at = auditFolder();
    const { file, time } = await openLog(at.path('audit.log'));
    await file.writeDurably(recordText(1)).written;
    renameSync(at.path('audit.log'), at.path('audit.log.1'));
    time.advance(1000);
    await file.writeDurably(recordText(2)).written;
    await file.close();
    expect(readLog(at.path('audit.log'))).toMatchObject([{ uid: 'uid-2', chain: { seq: 2 } }]);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('does not continue a file that another program truncated', async () => {
    using at = auditFolder();
    const { file, time } = await openLog(at.path('audit.log'));
    for (const number of [1, 2]) await file.writeDurably(recordText(number)).written;
    truncateSync(at.path('audit.log'), readFileSync(at.path('audit.log')).indexOf('\n') + 1);
    time.advance(1000);
    await file.writeDurably(recordText(3)).written;
    await file.close();
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(1);
    expect(out).toContain('record 2 is missing between');
  });

  it('rejects at the start if the file cannot be opened', async () => {
    using at = auditFolder();
    writeFileSync(at.path('file'), '');
    await expect(openLog(at.path('file/audit.log'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });
});
