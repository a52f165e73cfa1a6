import { describeDrainReasons, isDrainForTagsOnly } from '../context/drain-reasons.ts';
import { forecastRollout, nameNodes } from '../context/rollout-forecast.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** The daemon on each node compares the files and drains where a running pod could be affected (DOMAIN 6). */
export default defineRule({
  id: 'rollout-drain',
  requires: ['nodes'],
  uses: ['nodeDisruption', 'drainOverride', 'machineConfigPools', 'platform'],
  meta: {
    category: 'rollout',
    domain: ['R-DRAIN'],
    summary: 'A change leaves the pods on the nodes alone.',
    why: 'Nodes are drained one after the other when something is removed from registries.conf, when mirrors for tags are added, or when it changes what is blocked or insecure: pods move, and a large pool takes hours. Adding mirrors for digests, and another order of mirrors, drain nothing.',
    fix: 'Choose the time, or pause the pools and resume them in a maintenance window. Set this rule to warn or deny to be told, or asked, each time.',
    severity: 'audit',
    tellsRollout: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { nodeDisruption: [{ path: '/etc/containers/registries.conf', actions: ['Reload'] }] },
        },
      ],
      invalid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: {
            machineConfigPools: [
              { name: 'master', isPaused: false, maxUnavailable: 1, machines: 3 },
              { name: 'worker', isPaused: false, maxUnavailable: '10%', machines: 24 },
            ],
          },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          before: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          operation: 'DELETE',
        },
      ],
    },
  },

  *check({ facts }) {
    const forecast = forecastRollout(facts);
    if (forecast?.verdict !== 'drain' && forecast?.verdict !== 'reboot') return;
    const verb = forecast.verdict === 'drain' ? 'drains' : 'reboots';
    const hint = isDrainForTagsOnly(forecast) ? '. Mirrors for digests alone would not drain' : '';
    yield {
      path: [],
      message: `${verb} ${nameNodes(facts.machineConfigPools)}: ${describeDrainReasons(forecast)}${hint}`,
    };
  },
});
