import { quote } from '../../model/text/quote.ts';
import { participantOf } from '../context/participants.ts';
import { signedSourcesAmong } from '../context/signed-mirrors.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Nodes look for a signature where they pull the image from (DOMAIN 8.6). */
export default defineStateRule({
  id: 'require-signatures-at-mirrors',
  uses: ['imagePolicies', 'clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-CIP'],
    summary: 'Require signatures at mirrors of images that need a signature',
    why:
      'With a ClusterImagePolicy, nodes run images of its scopes only with a valid signature, and ' +
      'they read the signature from the location that they pull the image from. A mirror without it ' +
      'makes the pull fail there.',
    fix:
      'Mirror the signatures with the images (oc-mirror v2 does so; with skopeo, copy the sigstore ' +
      'tags too), and keep them readable with the pull secret of the nodes.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { imagePolicies: [{ name: 'signed', scopes: ['registry.example.com'] }] },
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          around: {
            imagePolicies: [{ name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'] }],
          },
        },
      ],
    },
  },

  *check({ cluster, facts, sources }) {
    const { imagePolicies = [], clusterVersion } = facts;
    // An assumption that rests on another assumption is not worth a warning.
    const policies = imagePolicies.filter(
      ({ isAssumed }) => isAssumed !== true || clusterVersion !== undefined,
    );
    if (policies.length === 0) return;
    for (const { policy, scope, source } of signedSourcesAmong(sources, policies, cluster.mirrorSets)) {
      for (const contribution of cluster.mirrorSets.of(source)) {
        for (const [index, mirror] of contribution.entry.mirrors.entries()) {
          if (mirror === source) continue;
          yield {
            identity: `${policy} ${scope} ${mirror}`,
            about: mirror,
            involves: [participantOf(contribution, 'mirrors', index)],
            message:
              `images at mirror ${quote(mirror)} need signatures; ${policy} verifies ${quote(scope)} there too. ` +
              'Mirror the signatures with the images',
          };
        }
      }
    }
  },
});
