import { quoteSome } from '../context/across-objects.ts';
import { concerns, isMirrored, payloadRepositories } from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Nodes need the images of the release at any time: for a new node, a restart of a core pod, an upgrade. */
export default defineRule({
  id: 'no-unmirrored-payload',
  requires: ['mirrorSets'],
  uses: ['clusterVersion'],
  meta: {
    category: 'rollout',
    domain: ['R-DELETE-PAYLOAD'],
    summary: 'The release image and its components keep their mirrors.',
    why: 'A disconnected cluster pulls the release and its components from mirrors alone. Without the last of them no node can be added, core pods do not start on nodes that lack their image, and no upgrade works.',
    fix: 'Create the replacement first, then remove the old mirrors. In a cluster that reaches the registry nothing is to do.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        {
          subject: idms('old').mirror('quay.io/openshift-release-dev/ocp-release', [
            'old.example.com/release',
          ]),
          before: idms('old').mirror('quay.io/openshift-release-dev/ocp-release', [
            'old.example.com/release',
          ]),
          cluster: [idms('new').mirror('quay.io/openshift-release-dev', ['new.example.com/release'])],
          operation: 'DELETE',
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          before: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          operation: 'DELETE',
        },
      ],
    },
  },

  *check({ facts }) {
    const { before, after, isTouched } = facts.mirrorSets;
    const payload = payloadRepositories(facts.clusterVersion);
    if (!concerns(isTouched, payload)) return;
    const lost = payload.filter(
      (repository) => isMirrored(repository, before) && !isMirrored(repository, after),
    );
    if (lost.length === 0) return;
    yield {
      path: [],
      message: `removes the last mirror of ${quoteSome(lost, 3)}. A disconnected cluster can then no longer pull the release and its components: no upgrade, no new node`,
    };
  },
});
