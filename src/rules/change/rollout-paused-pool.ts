import { quoteSome } from '../context/across-objects.ts';
import { isHosted, pausedPools } from '../context/rollout.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Paused pools do not apply changes (DOMAIN 6.1). */
export default defineChangeRule({
  id: 'rollout-paused-pool',
  requires: ['imageConfig'],
  uses: ['machineConfigPools', 'nodeDisruption', 'drainOverride', 'platform', 'machineConfigFiles'],
  silentWithout: ['machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-PAUSED'],
    summary: 'Warn if a change does not reach a paused MachineConfigPool',
    why:
      'A paused MachineConfigPool keeps the old configuration, and new nodes in it get the old one ' +
      'too, until it is resumed; then all changes since are rolled out at once.',
    fix: 'Resume the pool (spec.paused: false) when the change should reach its nodes.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { machineConfigPools: [{ name: 'worker', isPaused: false, maxUnavailable: 1 }] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { machineConfigPools: [{ name: 'worker', isPaused: true, maxUnavailable: 1 }] },
        },
      ],
    },
  },

  *check(context) {
    const rollout = context.rollout();
    if (isHosted(context.facts) || rollout.kind !== 'predicted' || rollout.verdict === 'none') return;
    const paused = pausedPools(context.facts.machineConfigPools)
      .map(({ name }) => name)
      .filter((name) => rollout.verdicts?.get(name) !== 'none');
    if (paused.length === 0) return;
    const isOne = paused.length === 1;
    yield {
      path: [],
      message: isOne
        ? `MachineConfigPool ${quoteSome(paused)} is paused; this change does not reach its nodes. Resume it`
        : `MachineConfigPools ${quoteSome(paused, 3)} are paused; this change does not reach their nodes. ` +
          'Resume them',
    };
  },
});
