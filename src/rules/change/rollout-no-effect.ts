import { forecastRollout } from '../context/rollout-forecast.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** A write that leaves the files of the nodes as they are: often just what is wanted, as in a migration (DOMAIN 6.2). */
export default defineRule({
  id: 'rollout-no-effect',
  requires: ['mirrorSets', 'nodes'],
  uses: ['nodeDisruption', 'drainOverride', 'platform'],
  meta: {
    category: 'rollout',
    domain: ['R-NODRAIN'],
    summary: 'A change of entries changes something on the nodes.',
    why: 'What other objects say already, and entries without mirrors, leave registries.conf as it is. In a migration that is the proof that all is well; otherwise it may be a mistake.',
    fix: 'Nothing, if it was meant so. Otherwise look which other object says the same already.',
    severity: 'audit',
    tellsRollout: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        [
          icsp('team').mirror('quay.io/team', ['mirror.example.com/team']),
          idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        ],
      ],
    },
  },

  *check({ facts }) {
    // A label or an annotation changes nothing on the nodes, and nobody expects it to.
    // A node disruption policy may do nothing for files that change; then they do change.
    if (facts.mirrorSets.touched.length === 0 || forecastRollout(facts)?.changes.length !== 0) return;
    yield {
      path: [],
      message: 'nothing changes on any node: registries.conf and policy.json stay as they are',
    };
  },
});
