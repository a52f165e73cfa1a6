import { quoteSome } from '../context/across-objects.ts';
import { describeDrainReasons, isDrainForTagsOnly } from '../context/drain-reasons.ts';
import { describePace, isHosted, nameNodesWithVerdict, poolsWithVerdict } from '../context/rollout.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

const advice = 'Choose a maintenance window';

const inOtherPools = {
  none: '',
  reload: '; CRI-O reloads on the other nodes',
  drain: '; the other nodes drain',
  reboot: '; the other nodes reboot too',
};

/** The daemon on each node compares the files and drains if a running pod could be affected (DOMAIN 6). */
export default defineChangeRule({
  id: 'rollout-drain',
  requires: ['imageConfig'],
  uses: [
    'nodeDisruption',
    'drainOverride',
    'machineConfigPools',
    'platform',
    'imageModePools',
    'machineConfigFiles',
  ],
  meta: {
    category: 'rollout',
    domain: ['R-DRAIN'],
    summary: 'Warn if a change drains or reboots nodes',
    why:
      'The Machine Config Daemon drains nodes one after the other if a change removes something ' +
      'from registries.conf, adds mirrors for tags, or changes what is blocked or insecure: pods ' +
      'move, and a large pool takes hours. Added digest mirrors and another order of mirrors drain ' +
      'nothing.',
    fix:
      'Choose a maintenance window, or pause the MachineConfigPools and resume them in one. Set ' +
      'this rule to deny during a freeze.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { nodeDisruption: [{ path: '/etc/containers/registries.conf', actions: ['Reload'] }] },
        },
      ],
      invalid: [
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: {
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

  *check(context) {
    const rollout = context.rollout();
    if (isHosted(context.facts) || rollout.kind !== 'predicted') return;
    if (rollout.verdict !== 'drain' && rollout.verdict !== 'reboot') return;
    const { imageMode } = rollout;
    if (imageMode !== undefined) {
      const pools = quoteSome(imageMode.pools);
      yield {
        path: [],
        message:
          `this change builds an operating system image and reboots every node of ${pools}, as every ` +
          `mirror change does in image-mode pools up to 4.19${inOtherPools[imageMode.otherPools]}. ` +
          `${advice}`,
      };
      return;
    }
    const verb = rollout.verdict === 'drain' ? 'drains' : 'reboots';
    const { machineConfigPools } = context.facts;
    const hint = isDrainForTagsOnly(rollout) ? '; digest mirrors alone would not' : '';
    const pace = describePace(poolsWithVerdict(machineConfigPools, rollout));
    yield {
      path: [],
      message:
        `this change ${verb} ${nameNodesWithVerdict(machineConfigPools, rollout)} because ` +
        `${describeDrainReasons(rollout)}${hint}${pace}. ${advice}`,
    };
  },
});
