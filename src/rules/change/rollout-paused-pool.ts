import { quoteSome } from '../context/across-objects.ts';
import { forecastRollout, pausedPools } from '../context/rollout-forecast.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Paused pools take part in nothing (DOMAIN 6.1). */
export default defineRule({
  id: 'rollout-paused-pool',
  requires: ['nodes'],
  // Pools that nobody has collected are taken to roll out.
  uses: ['machineConfigPools', 'nodeDisruption', 'drainOverride', 'platform'],
  meta: {
    category: 'rollout',
    domain: ['R-PAUSED'],
    summary: 'A change reaches the nodes of all pools.',
    why: 'A paused MachineConfigPool keeps the old configuration, and new nodes in it get the old one too, until it is resumed; then everything that has gathered is rolled out at once. People look for the mistake in the mirror set.',
    fix: 'Resume the pool (spec.paused: false) when the time has come.',
    severity: 'audit',
    tellsRollout: true,
    // What sums the change up stands last.
    isListedFirst: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { machineConfigPools: [{ name: 'worker', isPaused: false, maxUnavailable: 1 }] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { machineConfigPools: [{ name: 'worker', isPaused: true, maxUnavailable: 1 }] },
        },
      ],
    },
  },

  *check({ facts }) {
    const forecast = forecastRollout(facts);
    const paused = pausedPools(facts.machineConfigPools).map(({ name }) => name);
    if (forecast === undefined || forecast.verdict === 'none' || paused.length === 0) return;
    const [pools, are] = paused.length === 1 ? ['MachineConfigPool', 'is'] : ['MachineConfigPools', 'are'];
    yield {
      path: [],
      message: `${pools} ${quoteSome(paused, 3)} ${are} paused: nothing of this reaches ${paused.length === 1 ? 'its nodes until it is' : 'their nodes until they are'} resumed`,
    };
  },
});
