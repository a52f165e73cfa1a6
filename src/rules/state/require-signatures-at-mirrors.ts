import { quote } from '../../model/text/quote.ts';
import { pathOfSource, quoteSome } from '../context/across-objects.ts';
import { newMirrorsOf } from '../context/new-mirrors.ts';
import { signedSourcesAmong } from '../context/signed-mirrors.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A signature is looked for where the image comes from (DOMAIN 8.6). */
export default defineRule({
  id: 'require-signatures-at-mirrors',
  requires: ['mirrorSets'],
  uses: ['imagePolicies'],
  meta: {
    category: 'image-config',
    domain: ['I-CIP'],
    summary: 'Mirrors of images that need a signature have the signatures too.',
    why: 'A ClusterImagePolicy lets nodes run images of its scopes only with a valid signature, and the signature is read from the place that the image is pulled from. A mirror without it makes the pull fail there.',
    fix: 'Mirror the signatures with the images (oc-mirror v2 does so; with skopeo the sigstore tags have to be copied), and keep them readable with the pull secret of the nodes.',
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

  *check({ subject, facts }) {
    const { imagePolicies = [] } = facts;
    if (imagePolicies.length === 0) return;
    const { touched, after } = facts.mirrorSets;
    const mirrors = Map.groupBy(newMirrorsOf(facts.mirrorSets, subject), ({ entry }) => entry.source);
    for (const { policy, scope, source } of signedSourcesAmong(touched, imagePolicies, after)) {
      const added = (mirrors.get(source) ?? []).map(({ text }) => text);
      if (added.length === 0) continue;
      yield {
        path: pathOfSource(subject, source),
        message: `${quoteSome(added, 2)} ${added.length === 1 ? 'needs' : 'need'} the signatures of ${quote(scope)} too. ClusterImagePolicy ${policy} demands them wherever an image comes from`,
      };
    }
  },
});
