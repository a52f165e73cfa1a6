import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditRecord } from '../../src/audit/record.ts';
import { idms } from '../../src/rules/example.ts';
import { cliProgram } from '../support/bundles.ts';
import { type AuditDisk, createAuditDisk } from './support/audit-disk.ts';
import { kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { getPods } from './support/pods.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

const unrecordedText = 'mirrorguard could not write the audit record of this request in time';
const timeoutSeconds = 2;
/** Time that kubectl itself takes on a busy machine. */
const kubectlMs = 3000;

/** The API server waits 2 s for a response, and every response waits for the frozen disk. */
describeOnOwnCluster(
  'a durable audit log on a frozen disk',
  'a disk of the node that the test can freeze',
  (state) => {
    let disk: AuditDisk;
    const files = new Set<string>();

    beforeAll(async () => {
      disk = await createAuditDisk(state);
    });
    afterEach(removeAllMirrorSets);
    afterAll(async () => {
      await installStandard();
      await disk.remove();
    });

    async function installOn(onDeadline: 'warn' | 'deny'): Promise<void> {
      await installStandard({
        replicaCount: 1,
        'webhook.timeoutSeconds': timeoutSeconds,
        'audit.file.enabled': true,
        'audit.file.fsync': 'durable',
        'audit.file.volume': { hostPath: { path: disk.path, type: 'Directory' } },
        extraArgs: [`--on-deadline=${onDeadline}`, `--on-internal-error=${onDeadline}`],
      });
      for (const { metadata } of await getPods()) files.add(join(disk.path, `${metadata.name}.log`));
    }

    /** The result and the duration of a write while the disk is frozen. */
    async function createFrozen(name: string, mirror: string) {
      const frozen = await disk.freeze();
      try {
        const startedMs = performance.now();
        const result = await kubectlWith(idms(name).mirror('quay.io/team', [mirror]), ['create']);
        return { ...result, tookMs: Math.round(performance.now() - startedMs) };
      } finally {
        await frozen.thaw();
      }
    }

    /** The records of an object, after the disk is thawed. */
    async function recordsOf(name: string): Promise<readonly AuditRecord[]> {
      // The log is durable: the response waits for its record and all earlier records.
      await kubectlWith(idms('after').mirror('quay.io/after', ['mirror.example.com/after']), [
        'create',
        '--dry-run=server',
      ]);
      const texts = await Promise.all([...files].map((file) => readFile(file, 'utf8')));
      const records = texts
        .flatMap((text) => text.trimEnd().split('\n'))
        .map((line) => JSON.parse(line) as AuditRecord);
      return records.filter((record) => record.name === name);
    }

    describe('with on-deadline warn', () => {
      beforeAll(() => installOn('warn'));

      it('allows a valid write in time with a warning, and records it later', async () => {
        const { status, stderr, tookMs } = await createFrozen('let-through', 'mirror.example.com/team');
        process.stderr.write(`frozen disk, warn: both responses after ${tookMs} ms\n`);
        expect(stderr).toContain(
          `Warning: ${unrecordedText}; the request was allowed, as configured (mirrorguard)`,
        );
        expect(stderr).not.toMatch(/deadline exceeded|failed calling/);
        expect(status).toBe(0);
        // The API server calls two webhooks in sequence.
        expect(tookMs).toBeLessThan(2 * timeoutSeconds * 1000 + kubectlMs);
        expect(await recordsOf('let-through')).toMatchObject([
          { stage: 'mutate', verdict: 'allow', failure: 'unrecorded' },
          { stage: 'validate', verdict: 'allow', failure: 'unrecorded' },
        ]);
      });

      it('denies an invalid write with its findings', async () => {
        const { status, stderr, tookMs } = await createFrozen('refused', '*.example.com');
        expect(status).toBe(1);
        expect(stderr).toContain('no-wildcard-mirror: ');
        expect(stderr).not.toContain(unrecordedText);
        expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + kubectlMs);
        expect(await recordsOf('refused')).toMatchObject([
          { stage: 'mutate', verdict: 'deny', failure: null },
        ]);
      });
    });

    describe('with on-deadline deny', () => {
      beforeAll(() => installOn('deny'));

      it('denies a valid write with a message of mirrorguard, and records the denial later', async () => {
        const { status, stderr, tookMs } = await createFrozen('held-up', 'mirror.example.com/team');
        process.stderr.write(`frozen disk, deny: the response after ${tookMs} ms: ${stderr}`);
        expect(status).toBe(1);
        expect(stderr).toContain(
          `denied the request: ${unrecordedText}; the request was denied, as configured`,
        );
        expect(stderr).not.toMatch(/deadline exceeded|failed calling/);
        expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + kubectlMs);
        const records = await recordsOf('held-up');
        expect(records).toMatchObject([{ stage: 'mutate', verdict: 'deny', failure: 'unrecorded' }]);
      });

      it('writes a complete log with an intact hash chain', async () => {
        for (const file of files)
          expect(await expectSuccess(process.execPath, [cliProgram, 'audit', 'verify', file])).toContain(
            'Verified.',
          );
      });
    });
  },
);
