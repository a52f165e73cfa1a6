import { releasePolicy } from '../../model/image-policies.ts';
import { syncError } from '../../model/stopping-problems.ts';
import { payloadRepositories, releaseRepository } from '../context/payload-repositories.ts';
import { isHosted } from '../context/rollout.ts';
import { describeStartProblem } from '../context/start-problems.ts';
import { describeStop } from '../context/stops.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateFinding } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`;

/**
 * OpenShift 4.21 adds a ClusterImagePolicy for the release, and 4.23 merges the lists before the controller
 * starts (DOMAIN 2.5, 4.6).
 */
export default defineStateRule({
  id: 'no-operator-stop-after-upgrade',
  requires: ['clusterVersion'],
  uses: ['imageConfig', 'imagePolicies', 'platform'],
  meta: {
    category: 'image-config',
    domain: ['I-STOP-NEXT'],
    summary: 'Warn if the Machine Config Operator stops after the next upgrade',
    why:
      'OpenShift 4.21 adds ClusterImagePolicy openshift, which contradicts a block around the mirrored ' +
      'release image. Starting with 4.23, the machine-config-controller merges all mirrors and the lists ' +
      'of image.config before it starts its controllers. An error that has no effect today stops it during ' +
      'the upgrade.',
    fix:
      'Before the upgrade, correct the field that the message names, for example by blocking narrower ' +
      'registries.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['docker.io'] },
          releaseImage,
          version: '4.20.4',
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage,
          version: '4.20.4',
        },
        {
          subject: idms('release').mirror('lab.example.com/team', ['mirror.example.com/team']),
          before: idms('release').mirror('lab.example.com/ocp', ['mirror.example.com/ocp']),
          imageConfig: { blockedRegistries: ['lab.example.com'] },
          releaseImage: `lab.example.com/ocp/release@sha256:${'0'.repeat(64)}`,
          version: '4.22.3',
        },
      ],
    },
  },

  *check(context) {
    if (isHosted(context.facts)) return;
    const { version } = context.facts.clusterVersion;
    if (version.major === 4 && version.minor === 20) yield* stopsWithReleasePolicy(context);
    if (context.cluster.behavior.osImageStream !== 'after-upgrade') return;
    const start = describeStartProblem(context);
    if (start === undefined) return;
    yield {
      identity: start.kind,
      about: start.about,
      involves: start.involves,
      causes: start.causes,
      message:
        `${start.cause}. The machine-config-controller would not start after the upgrade to OpenShift 4.23 ` +
        `or 5.0: ${start.error}. ${start.advice} before the upgrade`,
    };
  },
});

function* stopsWithReleasePolicy(context: StateContext): Generator<StateFinding, void> {
  const { cluster, facts } = context;
  // OKD clusters do not have the policy.
  if (!payloadRepositories(facts.clusterVersion).includes(releaseRepository)) return;
  const known = new Set(cluster.problems.map(({ message }) => message));
  for (const problem of cluster.problemsWithPolicies([...(facts.imagePolicies ?? []), releasePolicy])) {
    const stop = known.has(problem.message) ? undefined : describeStop(problem, context);
    if (stop === undefined) continue;
    yield {
      identity: problem.message,
      about: stop.about,
      involves: stop.involves,
      causes: stop.causes ?? [stop.about],
      message:
        `${stop.cause}. The Machine Config Operator would stop after the upgrade to OpenShift 4.21: ` +
        `${syncError(problem)}. ${stop.advice} before the upgrade`,
    };
  }
}
