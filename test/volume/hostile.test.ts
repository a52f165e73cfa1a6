import { describe, expect, it } from '@jest/globals';
import { rules } from '../../src/rules/index.ts';
import { handleReview } from '../../src/webhook/admission.ts';
import { recordingParts } from '../support/admission-parts.ts';
import { hostileBodies } from '../support/hostile-bodies.ts';
import { fullPolicy, hugeCluster, imageConfigs } from '../support/huge-cluster.ts';
import { hugeWrites } from '../support/huge-writes.ts';
import { knownCluster } from '../support/known-cluster.ts';

/**
 * The default webhook timeout, applied to CPU time, because other tests run concurrently. `npm run bench`
 * measures the duration.
 */
const patienceMs = 10_000;
const maxResponseBytes = 4 * 1024 * 1024;

describe('a hostile body', () => {
  // One test, because all bodies together would exceed the memory.
  it('gets a short response in time on both paths, with all rules and facts', async () => {
    const facts = knownCluster();
    const { parts, logger, records } = recordingParts({
      rules,
      facts: { snapshot: () => ({ facts, takenAtMs: 999_000 }) },
    });
    for (const { name, body } of hostileBodies()) {
      for (const stage of ['mutate', 'validate'] as const) {
        const before = process.cpuUsage();
        const reply = await handleReview({ stage, body }, parts);
        const { user, system } = process.cpuUsage(before);
        const tookMs = (user + system) / 1000;
        expect({
          name,
          stage,
          status: [200, 400].includes(reply.status),
          soon: tookMs < patienceMs,
          short: reply.body.length < maxResponseBytes,
        }).toEqual({
          name,
          stage,
          status: true,
          soon: true,
          short: true,
        });
      }
    }
    expect(logger.lines).toEqual([]);
    // All facts are known.
    expect(new Set(records.flatMap(({ notEvaluated }) => notEvaluated))).toEqual(new Set());
  }, 120_000);
});

describe('the largest well-formed object', () => {
  it('gets a response in time in the largest cluster, with all rules, lists and exemptions', async () => {
    const facts = hugeCluster(imageConfigs.blocking, []);
    const { mutations, ...settings } = fullPolicy;
    const { parts, logger } = recordingParts({
      rules,
      settings: { ...settings, mutations },
      facts: { snapshot: () => ({ facts, takenAtMs: 999_000 }) },
    });
    for (const { name, body } of hugeWrites(['created'])) {
      const before = process.cpuUsage();
      const reply = await handleReview({ stage: 'validate', body }, parts);
      const { user, system } = process.cpuUsage(before);
      const isInTime = (user + system) / 1000 < patienceMs;
      expect({ name, status: reply.status, isInTime }).toEqual({ name, status: 200, isInTime: true });
    }
    expect(logger.lines).toEqual([]);
  }, 120_000);
});
