import { isHosted } from '../context/rollout.ts';
import { defineChangeRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** A write that leaves the files of the nodes unchanged: often intended, as in a migration (DOMAIN 6.2). */
export default defineChangeRule({
  id: 'rollout-no-effect',
  requires: ['imageConfig'],
  uses: ['nodeDisruption', 'drainOverride', 'platform', 'imageModePools', 'machineConfigFiles'],
  meta: {
    category: 'rollout',
    domain: ['R-NODRAIN'],
    summary: 'Warn if a change of entries changes nothing on the nodes',
    why:
      'Entries that repeat other objects, and entries without mirrors, leave registries.conf ' +
      'unchanged. In a migration that is the intended result; otherwise it can be a mistake.',
    fix:
      'No action is required if this is intended. Otherwise find the other object that already has ' +
      'these entries.',
    severity: 'audit',
    since: '0.1.0',
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

  *check(context) {
    const rollout = context.rollout();
    // A label or an annotation is expected to change nothing on the nodes.
    if (isHosted(context.facts) || context.change.touched.length === 0 || rollout.kind !== 'predicted')
      return;
    // A node disruption policy can set no action for a changed file; the file still changes.
    if (rollout.changes.length > 0) return;
    yield {
      path: [],
      message: 'this change has no effect on any node: registries.conf and policy.json stay the same',
    };
  },
});
