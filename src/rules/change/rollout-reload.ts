import type { Rollout } from '../../model/rollout/rollout.ts';
import { findLoadFailure } from '../context/load-errors.ts';
import { countNodeChanges } from '../context/node-changes.ts';
import { isHosted } from '../context/rollout.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const suppressedBy: Readonly<Record<NonNullable<Rollout['preventedBy']>, string>> = {
  'single-node': ' (single node)',
  'drain-override': ' (ConfigMap image-registry-override-drain)',
  'node-disruption-policy': ' (node disruption policy)',
};

/**
 * A reload is the smallest effect on nodes. It is reported for change freezes and the audit log (DOMAIN 6).
 */
export default defineChangeRule({
  id: 'rollout-reload',
  requires: ['imageConfig'],
  uses: ['nodeDisruption', 'drainOverride', 'platform', 'imageModePools', 'machineConfigFiles'],
  meta: {
    category: 'rollout',
    domain: ['R-NODRAIN'],
    summary: 'Warn if a change makes CRI-O reload its configuration',
    why: 'CRI-O reads registries.conf again without a restart, and running pods are not affected.',
    fix:
      'No action is required. Set this rule and rollout-drain to deny during a freeze in which ' +
      'nodes must not change at all.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          idms('copy').mirror('quay.io/team', ['mirror.example.com/team']),
        ],
        itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        idms('team')
          .mirror('quay.io/team', ['mirror.example.com/team', 'second.example.com/team'])
          .mirror('ghcr.io/team', ['mirror.example.com/team']),
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { drainOverride: true },
          version: '4.18.3',
        },
      ],
    },
  },

  *check(context) {
    const rollout = context.rollout();
    const { after } = context.change;
    if (isHosted(context.facts) || rollout.kind !== 'predicted' || rollout.verdict !== 'reload') return;
    // CRI-O does not reload files that it cannot load; other rules report that.
    if (findLoadFailure(after, context.facts) !== undefined) return;
    const reason = rollout.preventedBy === undefined ? '' : suppressedBy[rollout.preventedBy];
    const changes =
      countNodeChanges(context.change) || `${rollout.changes.map(({ path }) => path).join(' and ')} changes`;
    yield { path: [], message: `this change makes CRI-O reload, without a drain${reason}: ${changes}` };
  },
});
