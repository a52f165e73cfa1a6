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
import { keyedSeal, openSeal, type Seal } from '../../../../src/audit/seal.ts';
import { newChain } from '../../../../src/audit/sinks/chain-writer.ts';
import { AuditFile } from '../../../../src/audit/sinks/file/audit-file.ts';
import type { AuditFileOptions } from '../../../../src/audit/sinks/file/audit-file-parts.ts';
import { run } from '../../../cli/run.ts';
import { untilTrue } from '../../../support/until-true.ts';
import { auditFolder, numbering, recordingAuditParts } from '../audit-parts.ts';
import { logFiles, readLog, verifyFolder } from '../read-log.ts';

const endless = {
  fsync: 'durable',
  maxBytes: Infinity,
  maxAgeMs: Infinity,
  retainMs: Infinity,
  maxTotalBytes: Infinity,
} as const;
const dayMs = 86_400_000;

/** Opens a log file as the webhook does. Also returns its dependencies. */
async function openLog(path: string, options: Partial<AuditFileOptions> = {}, seal: Seal = openSeal) {
  const parts = { ...recordingAuditParts(), chain: newChain(seal) };
  const file = await AuditFile.open({ ...endless, path, ...options }, parts);
  return { file, record: numbering(), ...parts };
}

/** Opens a log, writes the records and closes it, as one process. */
async function writeRecords(
  path: string,
  numbers: readonly number[],
  options: Partial<AuditFileOptions> = {},
  seal: Seal = openSeal,
) {
  const { file, record, ...parts } = await openLog(path, options, seal);
  for (const number of numbers) await file.writeDurably(record(number)).written;
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

  it('continues the log after a restart with the chain of the new process', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2]);
    const { meter } = await writeRecords(at.path('audit.log'), [3]);
    const [, two, three] = readLog(at.path('audit.log')).map(({ chain }) => chain);
    expect(three).toMatchObject({
      seq: 1,
      prev: two?.hash,
      continues: { log: two?.log, seq: 2, closed: false },
    });
    expect(three?.log).not.toBe(two?.log);
    expect(meter.reading.recovered).toBe(0);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('shares one fsync among waiting responses', async () => {
    using at = auditFolder();
    const { file, record, meter } = await openLog(at.path('audit.log'));
    await Promise.all(Array.from({ length: 100 }, (_, number) => file.writeDurably(record(number)).written));
    expect(meter.reading).toMatchObject({ written: 100, synced: 1, pendingBytes: 0 });
    await file.close();
  });

  it('delays no response unless it is durable', async () => {
    using at = auditFolder();
    for (const fsync of ['never', 'interval', 'always'] as const) {
      const { file, record } = await openLog(at.path(`${fsync}.log`), { fsync });
      file.write(record(1));
      await file.close();
      expect(readLog(at.path(`${fsync}.log`))).toHaveLength(1);
    }
  });

  it('calls fsync a second after a write with fsync interval', async () => {
    using at = auditFolder();
    const { file, record, time, meter } = await openLog(at.path('audit.log'), { fsync: 'interval' });
    file.write(record(1));
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
    const { file, record, time, meter } = await openLog(at.path('audit.log'), { maxAgeMs: 3_600_000 });
    await file.writeDurably(record(1)).written;
    time.advance(3_600_000);
    await file.writeDurably(record(2)).written;
    expect(meter.reading.rotated).toBe(0);
    time.advance(1);
    await file.writeDurably(record(3)).written;
    expect(meter.reading.rotated).toBe(1);
    await file.close();
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('reads the age of a file of another process', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1]);
    const { file, record, time, meter } = await openLog(at.path('audit.log'), { maxAgeMs: 3_600_000 });
    time.advance(3_600_001);
    await file.writeDurably(record(2)).written;
    await file.close();
    expect(meter.reading.rotated).toBe(1);
  });

  it('continues after a process ended between two files', async () => {
    using at = auditFolder();
    await writeRecords(at.path('audit.log'), [1, 2]);
    renameSync(at.path('audit.log'), at.path('audit.log.20260101T000000000Z'));
    writeFileSync(at.path('.audit.log.next'), '');
    await writeRecords(at.path('audit.log'), [3]);
    expect(readLog(at.path('audit.log'))[0]?.chain).toMatchObject({
      seq: 1,
      continues: { seq: 2 },
      opens: { previousFile: 'audit.log.20260101T000000000Z' },
    });
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });
});

describe('AuditFile retention', () => {
  /** Writes one record per file and day, starting with January 1. */
  async function writeDays(path: string, days: number, options: Partial<AuditFileOptions>) {
    const log = await openLog(path, { maxBytes: 1, ...options });
    for (let day = 1; day <= days; day += 1) {
      await log.file.writeDurably(log.record(day)).written;
      log.time.advance(dayMs);
    }
    return log;
  }

  it('removes files after the configured time, and a record states the oldest that is left', async () => {
    using at = auditFolder();
    const { file, chain } = await writeDays(at.path('audit.log'), 5, { retainMs: 2 * dayMs });
    await file.close();
    expect(logFiles(at.folder)).toEqual([
      'audit.log',
      'audit.log.20260103T000000000Z',
      'audit.log.20260104T000000000Z',
      'audit.log.20260105T000000000Z',
    ]);
    expect(readLog(at.path('audit.log'))[0]?.chain.firstRetained).toEqual({ log: chain.log, seq: 2 });
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(0);
    expect(out).toContain(`retention removed the records before record 2 of ${chain.log}`);
    rmSync(at.path('audit.log.20260103T000000000Z'));
    expect(await verifyFolder(at.folder)).toMatchObject({
      code: 1,
      out: expect.stringContaining('records 1 to 2 are missing before this file, and no record states'),
    });
  });

  it('removes old files of earlier processes at the start', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    const { file } = await writeDays(path, 3, {});
    await file.close();
    const { file: next, time, record, chain } = await openLog(path, { retainMs: 2 * dayMs, maxBytes: 1 });
    time.advance(10 * dayMs);
    await next.writeDurably(record(4)).written;
    await next.close();
    // The third file was rotated a moment ago, so it is not old enough to be removed.
    expect(logFiles(at.folder)).toEqual(['audit.log', 'audit.log.20260111T000000000Z']);
    expect(readLog(path)[0]?.chain).toMatchObject({ log: chain.log, firstRetained: { seq: 3 } });
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('does not remove a file before a record states it', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    const { file } = await writeDays(path, 3, {});
    await file.close();
    const files = logFiles(at.folder);
    // Starts when all files have expired, but writes no record.
    const parts = recordingAuditParts();
    parts.time.advance(30 * dayMs);
    const idle = await AuditFile.open({ ...endless, path, retainMs: dayMs }, parts);
    await idle.close();
    expect(logFiles(at.folder)).toEqual(files);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('writes no record beyond the size budget, for any retained files', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    const { file, record, time, meter } = await openLog(path, {
      maxBytes: 1,
      maxTotalBytes: 900,
      retainMs: 2 * dayMs,
    });
    for (const number of [1, 2]) await file.writeDurably(record(number)).written;
    const files = logFiles(at.folder);
    await expect(file.writeDurably(record(3)).written).rejects.toThrow(
      'the files have reached --audit-max-total-bytes 900',
    );
    expect(file.problem?.reason).toBe(
      'cannot be written (the files have reached --audit-max-total-bytes 900)',
    );
    expect(readLog(at.path(files[1] ?? '')).map(({ uid }) => uid)).toEqual(['uid-1']);
    // The oldest file has expired, so its removal frees space.
    time.advance(2 * dayMs + 1);
    await file.writeDurably(record(4)).written;
    expect(file.problem).toBeUndefined();
    await file.close();
    expect(meter.reading).toMatchObject({ written: 3, dropped: 1 });
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(0);
    expect(out).toContain(
      'Verified, but retention removed older records, and 1 decision could not be written.',
    );
  });

  it('counts data that was moved aside in the size budget', async () => {
    using at = auditFolder();
    writeFileSync(at.path('audit.log.partial-20260101T000000000Z'), 'x'.repeat(1000));
    const { file, record } = await openLog(at.path('audit.log'), { maxTotalBytes: 1200 });
    await expect(file.writeDurably(record(1)).written).rejects.toThrow('--audit-max-total-bytes');
    await file.close();
  });
});

describe('AuditFile after a deletion', () => {
  it('states that the current file of an earlier process was deleted', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    await writeRecords(path, [1]);
    rmSync(path);
    const { logger } = await writeRecords(path, [2]);
    expect(readLog(path)[0]?.chain.opens).toEqual({ previousFile: null, missingFile: 'audit.log' });
    expect(logger.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'Audit file was deleted',
    ]);
    expect(await verifyFolder(at.folder)).toMatchObject({
      code: 1,
      out: expect.stringContaining('the file audit.log did not exist when the webhook started'),
    });
  });

  it('is not verified without the current file', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    await writeRecords(path, [1, 2, 3], { maxBytes: 1 });
    expect((await verifyFolder(at.folder)).code).toBe(0);
    rmSync(path);
    expect(await verifyFolder(at.folder)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`${path}  error  missing: the file that continues the rotated files`),
    });
    await writeRecords(path, [4], { maxBytes: 1 });
    expect(readLog(path)[0]?.chain).toMatchObject({
      continues: { seq: 2 },
      opens: { missingFile: 'audit.log' },
    });
    expect((await verifyFolder(at.folder)).code).toBe(1);
  });

  it('reports the records of a file that was deleted while the webhook runs', async () => {
    using at = auditFolder();
    const { file, record, time } = await openLog(at.path('audit.log'));
    await file.writeDurably(record(1)).written;
    rmSync(at.path('audit.log'));
    time.advance(1000);
    await file.writeDurably(record(2)).written;
    await file.close();
    expect(await verifyFolder(at.folder)).toMatchObject({
      code: 1,
      out: expect.stringContaining('record 1 is missing before this file'),
    });
  });
});

describe('AuditFile lock', () => {
  it('rejects a second writer until the first one ends', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    const { file } = await openLog(path);
    await expect(openLog(path)).rejects.toThrow(
      `another process writes ${path}; each process needs its own file`,
    );
    await file.close();
    await writeRecords(path, [1]);
  });
});

describe('AuditFile with a key', () => {
  const sealed = (path: string, byte: number, numbers: readonly number[]) => {
    writeFileSync(`${path}.key`, Buffer.alloc(32, byte));
    return writeRecords(path, numbers, {}, keyedSeal(Buffer.alloc(32, byte)));
  };

  it('continues a log of another key, and one without a key', async () => {
    using at = auditFolder();
    using keys = auditFolder();
    const path = at.path('audit.log');
    await writeRecords(path, [1]);
    for (const byte of [1, 2]) {
      const { meter } = await sealed(path, byte, [2]);
      renameSync(`${path}.key`, keys.path(`${byte}.key`));
      expect(meter.reading.recovered).toBe(0);
    }
    const verify = (...names: readonly string[]) =>
      run(['audit', 'verify', ...names.flatMap((name) => ['--key-file', keys.path(name)]), path]);
    expect(await verify('1.key', '2.key')).toMatchObject({ code: 0 });
    expect(await verify('2.key')).toMatchObject({ code: 1 });
    expect(await verify()).toMatchObject({
      code: 1,
      out: expect.stringContaining('is sealed with the key'),
    });
    expect(await verify('nowhere')).toMatchObject({ code: 2, err: 'error: --key-file does not exist\n' });
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
      chain: { seq: 1, recovered: { bytes: 22, file: aside } },
    });
    expect(meter.reading.recovered).toBe(1);
    const { code, out } = await verifyFolder(at.folder);
    expect(code).toBe(0);
    expect(out).toContain(`before record 1, 22 bytes of an interrupted write were moved to ${aside}`);
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
      // The clock does not advance, so the next torn file would get the same name.
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
    const { file, record, time } = await openLog(at.path('audit.log'));
    await file.writeDurably(record(1)).written;
    renameSync(at.path('audit.log'), at.path('audit.log.1'));
    time.advance(1000);
    await file.writeDurably(record(2)).written;
    await file.close();
    expect(readLog(at.path('audit.log'))).toMatchObject([{ uid: 'uid-2', chain: { seq: 2 } }]);
    expect((await verifyFolder(at.folder)).code).toBe(0);
  });

  it('does not continue a file that another program truncated', async () => {
    using at = auditFolder();
    const { file, record, time } = await openLog(at.path('audit.log'));
    for (const number of [1, 2]) await file.writeDurably(record(number)).written;
    truncateSync(at.path('audit.log'), readFileSync(at.path('audit.log')).indexOf('\n') + 1);
    time.advance(1000);
    await file.writeDurably(record(3)).written;
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
