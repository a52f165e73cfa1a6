import type { Rollout } from '../../model/rollout/rollout.ts';
import { countNodeChanges } from '../context/node-changes.ts';
import { forecastRollout } from '../context/rollout-forecast.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const reasonToSpare: Readonly<Record<NonNullable<Rollout['sparedBy']>, string>> = {
  'single-node': ' (a cluster of one node is not drained)',
  'drain-override': ' (ConfigMap image-registry-override-drain spares the nodes a drain)',
  'node-disruption-policy': ' (the node disruption policy spares the nodes a drain)',
};

/** The mildest thing that happens to nodes: for change freezes, and the one line about an ordinary change (DOMAIN 6). */
export default defineRule({
  id: 'rollout-reload',
  requires: ['nodes'],
  uses: ['nodeDisruption', 'drainOverride', 'platform'],
  meta: {
    category: 'rollout',
    domain: ['R-NODRAIN'],
    summary: 'A change leaves CRI-O on the nodes as it runs.',
    why: 'CRI-O reads registries.conf again without a restart, and running pods do not notice. It is told so that one can see at a glance what a change amounts to.',
    fix: 'Nothing. Set this rule and rollout-drain to deny during a freeze in which nodes must not change at all.',
    severity: 'audit',
    tellsRollout: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
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
          around: { drainOverride: true },
          version: '4.18.3',
        },
      ],
    },
  },

  *check({ facts }) {
    const forecast = forecastRollout(facts);
    if (forecast?.verdict !== 'reload') return;
    const spared = forecast.sparedBy === undefined ? '' : reasonToSpare[forecast.sparedBy];
    const changes =
      countNodeChanges(facts.nodes) || `${forecast.changes.map(({ path }) => path).join(' and ')} changes`;
    yield { path: [], message: `reload only${spared}: ${changes}` };
  },
});
