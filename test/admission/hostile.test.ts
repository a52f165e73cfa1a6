import { describe, expect, it } from '@jest/globals';
import { answer } from '../../src/admission/admission.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { hostileBodies } from '../support/hostile-bodies.ts';

/** What the bench promises is 0.1 s; here other tests run beside, and what is to be found is what takes minutes. */
const patienceMs = 3000;
const largestAnswer = 4 * 1024 * 1024;

describe('a body made to hurt', () => {
  // All in one test: the bodies are made one after the other, and never all in memory.
  it('is answered, soon and shortly, on both paths', async () => {
    const { parts, logger } = keepingParts();
    for (const { name, body } of hostileBodies()) {
      for (const stage of ['mutate', 'validate'] as const) {
        const startedMs = performance.now();
        const reply = await answer({ stage, body }, parts);
        const tookMs = performance.now() - startedMs;
        expect({
          name,
          stage,
          status: [200, 400].includes(reply.status),
          soon: tookMs < patienceMs,
          short: reply.body.length < largestAnswer,
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
  }, 120_000);
});
