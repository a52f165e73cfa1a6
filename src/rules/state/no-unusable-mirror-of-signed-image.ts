import { resolveReference } from '../../model/files/resolve.ts';
import type { NodeView } from '../../model/index/node-view.ts';
import { type ImageReference, parseReference } from '../../model/location/image-reference.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfSource, toRelated } from '../context/across-objects.ts';
import { contributionsOf } from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** The operator resolves a made-up image of each scope, to tell nodes where signatures are; where that fails, all fails (DOMAIN 8.6). */
export default defineRule({
  id: 'no-unusable-mirror-of-signed-image',
  requires: ['nodes'],
  uses: ['imagePolicies'],
  meta: {
    category: 'image-config',
    domain: ['I-CIP-REWRITE'],
    summary: 'Names behind the mirrors of images that need a signature are valid.',
    why: 'For each scope of a ClusterImagePolicy the operator works out the places that its images are pulled from. A mirror behind which no valid name comes about makes it fail: no mirror or registry change reaches a node any more, and nothing but its log says so.',
    fix: 'Correct the mirror: its host needs a dot or a port, and behind docker.io two components have to stand.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          around: {
            imagePolicies: [{ name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'] }],
          },
        },
      ],
      invalid: [
        {
          subject: icsp('release').mirror('quay.io/openshift-release-dev', ['mirror/release']),
          around: {
            imagePolicies: [{ name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'] }],
          },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    // Policies and their scopes are few, and a source that goes can bring a broader one to bear.
    for (const { name, scopes } of facts.imagePolicies ?? []) {
      for (const scope of scopes) {
        const failing = failingMirror(scope, after);
        if (failing === undefined || failingMirror(scope, before) === failing) continue;
        const [source = scope] = after.mirrorSets.sourcesMatching(scope);
        yield {
          path: pathOfSource(subject, source),
          message: `the operator would stop applying all mirror changes: no valid name comes about behind ${quote(failing)}, a mirror of ${quote(scope)}. ClusterImagePolicy ${name} makes it look there for signatures`,
          related: toRelated(contributionsOf(source, after.mirrorSets)),
          key: `${name} ${scope} ${failing}`,
        };
      }
    }
  },
});

/** The mirror that cannot be rewritten. Mirrors for tags and for digests are both looked at. */
function failingMirror(scope: string, { registries }: NodeView): string | undefined {
  const digest = `sha256:${'0'.repeat(64)}`;
  const parsed = parseReference(`${scope}/a`);
  if (parsed.kind === 'invalid') return undefined;
  const references: readonly ImageReference[] = [
    { ...parsed.reference, digest },
    { ...parsed.reference, tag: 'a' },
  ];
  for (const reference of references) {
    const resolution = resolveReference(reference, registries);
    if (resolution.kind === 'fails') return resolution.location;
  }
  return undefined;
}
