import { describe, expect, it } from '@jest/globals';
import { answer } from '../../src/admission/admission.ts';
import { ClusterIndex } from '../../src/domain/cluster-index/cluster-index.ts';
import { prepareFacts } from '../../src/domain/cluster-index/prepare-facts.ts';
import type { FactSheet } from '../../src/domain/facts.ts';
import { newestVersion } from '../../src/domain/openshift-version.ts';
import { idms } from '../../src/policy/example.ts';
import { rules } from '../../src/policy/rules/index.ts';
import { keepingParts } from '../support/admission-parts.ts';
import { mirrorSetOf, someRelease } from '../support/cluster.ts';
import { hostileBodies } from '../support/hostile-bodies.ts';

/** Of processor time: other tests run beside. What is to be found is what takes minutes; `npm run bench` measures. */
const patienceMs = 5000;
const largestAnswer = 4 * 1024 * 1024;

/** As a webhook in a cluster knows it: everything that rules ask for, and stored sets that the hostile ones run into. */
function knownCluster(): FactSheet {
  const sets = Array.from({ length: 200 }, (_, set) =>
    Array.from({ length: 10 }, (_, entry) => entry).reduce(
      (object, entry) => object.mirror(`quay.io/t${set * 10 + entry}`, [`m.example.com/t${set}`, `n.example.com/t${set}`]),
      idms(`stored-${set}`).mirror(`a.io/x${set}`, [`m${set}.io/x`], set % 2 === 0 ? 'NeverContactSource' : undefined),
    ),
  );
  const facts: FactSheet = {
    known: {
      imageConfig: { blockedRegistries: ['blocked.io'], insecureRegistries: ['*.insecure.io'] },
      clusterVersion: { version: newestVersion, releaseImage: someRelease },
      nodeDisruption: [],
      drainOverride: false,
      machineConfigPools: [],
      platform: { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false },
      pullSecretHosts: ['quay.io'],
      imagePolicies: [],
    },
    missing: {},
    cluster: new ClusterIndex(sets.map(mirrorSetOf)),
  };
  prepareFacts(facts);
  return facts;
}

describe('a body made to hurt', () => {
  // All in one test: the bodies are made one after the other, and never all in memory.
  it('is answered, soon and shortly, on both paths, by every rule in a cluster of which everything is known', async () => {
    const facts = knownCluster();
    const { parts, logger, records } = keepingParts({ rules, facts: { snapshot: () => ({ facts, takenAtMs: 999_000 }) } });
    for (const { name, body } of hostileBodies()) {
      for (const stage of ['mutate', 'validate'] as const) {
        const before = process.cpuUsage();
        const reply = await answer({ stage, body }, parts);
        const { user, system } = process.cpuUsage(before);
        const tookMs = (user + system) / 1000;
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
    // Only what is asked of files is not known to a webhook.
    expect(new Set(records.flatMap(({ notEvaluated }) => notEvaluated))).toEqual(new Set());
  }, 120_000);
});
