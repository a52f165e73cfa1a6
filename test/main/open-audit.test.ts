import { describe, expect, it } from '@jest/globals';
import { auditOptions } from '../../src/config/audit-options.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { describeAudit, openAudit } from '../../src/main/open-audit.ts';
import { auditFolder, recordingAuditParts, recordingQueueMeter } from '../audit/sinks/audit-parts.ts';

function open(...args: readonly string[]) {
  const read = readOptions(auditOptions, args, {});
  if (read.outcome !== 'values') throw new Error('the options of the test are wrong');
  const { clock, logger, meter } = recordingAuditParts();
  return {
    described: describeAudit(read.values),
    opened: openAudit(read.values, {
      meterFor: () => meter,
      queueMeter: recordingQueueMeter(),
      clock,
      logger,
    }),
  };
}

describe('openAudit', () => {
  it('writes to standard output by default', async () => {
    const { described, opened } = open();
    expect(described).toBe('standard output');
    // Do not close the log: that writes a record to standard output, which is a copy in a test environment.
    expect((await opened).check()).toEqual({ ok: true, reason: 'records are written' });
  });

  it('writes to a file and to a collector', async () => {
    using at = auditFolder();
    const path = at.path('audit.log');
    const { described, opened } = open(
      '--audit-file',
      path,
      '--audit-url',
      'https://collector.example.com/x',
    );
    expect(described).toBe(`${path} and https://collector.example.com/x`);
    await (await opened).close();
  });

  it('writes to a device as to a stream', async () => {
    await (await open('--audit-file', '/dev/null').opened).close();
  });

  it('rejects durable mode without a regular file', async () => {
    await expect(open('--audit-fsync', 'durable').opened).rejects.toThrow(
      '--audit-fsync durable requires --audit-file',
    );
    await expect(open('--audit-fsync', 'durable', '--audit-file', '/dev/null').opened).rejects.toThrow(
      '/dev/null is not one',
    );
  });

  it.each(['http://collector.example.com', 'ftp://localhost', 'collector'])(
    'rejects the collector URL %s',
    async (url) => {
      await expect(open('--audit-url', url).opened).rejects.toThrow(`but is ${JSON.stringify(url)}`);
    },
  );

  it.each(['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]/x', 'https://collector.example.com'])(
    'accepts the collector URL %s',
    async (url) => {
      await (await open('--audit-url', url).opened).close();
    },
  );

  it('rejects a file in a folder that does not exist', async () => {
    await expect(open('--audit-file', '/nowhere/audit.log').opened).rejects.toMatchObject({
      code: 'ENOENT',
      path: '/nowhere/audit.log',
    });
  });
});
