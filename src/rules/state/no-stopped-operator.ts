import { type StoppingProblem, syncError } from '../../model/stopping-problems.ts';
import { isHosted } from '../context/rollout.ts';
import { describeStartProblem } from '../context/start-problems.ts';
import { describeStop } from '../context/stops.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`;
const openshift = { name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'] };

/**
 * Reports stops without a rule of their own: the release image, image policies, the start (DOMAIN 2.4, 2.5,
 * 4.2, 4.6).
 */
export default defineStateRule({
  id: 'no-stopped-operator',
  uses: ['imageConfig', 'clusterVersion', 'imagePolicies', 'platform'],
  meta: {
    category: 'image-config',
    domain: ['I-STOP', 'I-CIP-REWRITE'],
    summary: 'Disallow states that stop the Machine Config Operator',
    why:
      'The Machine Config Operator applies mirrors, image.config and image policies together and stops at ' +
      'the first error. No mirror or registry change reaches a node after that, and only the log of the ' +
      'machine-config-controller reports the error. The next upgrade fails.',
    fix:
      'Correct the field that the message names. `mirrorguard render` shows every ' +
      'error and what causes it.',
    severity: 'deny',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          facts: { imagePolicies: [openshift] },
        },
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage,
          version: '4.20.4',
        },
      ],
      invalid: [
        {
          subject: icsp('release').mirror('quay.io/openshift-release-dev', ['mirror/release']),
          facts: { imagePolicies: [openshift] },
        },
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage,
          version: '4.21.2',
          facts: { imagePolicies: [openshift] },
        },
        {
          subject: idms('release').mirror('lab.example.com/team', ['mirror.example.com/team']),
          before: idms('release').mirror('lab.example.com/ocp', ['mirror.example.com/ocp']),
          imageConfig: { blockedRegistries: ['lab.example.com'] },
          releaseImage: `lab.example.com/ocp/release@sha256:${'0'.repeat(64)}`,
          version: '4.23.1',
        },
      ],
    },
  },

  *check(context) {
    const { cluster, facts } = context;
    for (const problem of cluster.problems) {
      const stop = describeStop(problem, context);
      if (stop === undefined) continue;
      yield {
        identity: identityOf(problem),
        about: stop.about,
        involves: stop.involves,
        causes: stop.causes ?? [stop.about],
        message: `${stop.cause}. The ${consequenceOf(problem)}: ${syncError(problem)}. ${stop.advice}`,
      };
    }
    if (cluster.behavior.osImageStream !== 'at-start' || isHosted(facts)) return;
    const start = describeStartProblem(context);
    if (start === undefined) return;
    const message =
      `${start.cause}. The machine-config-controller does not start: ` + `${start.error}. ${start.advice}`;
    const { kind: identity, about, involves, causes } = start;
    yield { identity, about, involves, causes, message };
  },
});

function identityOf(problem: StoppingProblem): string {
  const policy = 'policy' in problem ? `${problem.policy.namespace ?? ''}/${problem.policy.name} ` : '';
  return `${problem.kind} ${policy}${problem.message}`;
}

function consequenceOf({ kind }: StoppingProblem): string {
  return kind === 'crash-loop'
    ? 'machine-config-controller would crash at every start and roll out no configuration at all'
    : 'Machine Config Operator would stop applying mirror changes';
}
