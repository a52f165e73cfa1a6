import type { ClusterModel } from '../../model/cluster-model.ts';
import { resolveReference } from '../../model/files/resolve.ts';
import { type ImageReference, parseReference } from '../../model/location/image-reference.ts';
import { quote } from '../../model/text/quote.ts';
import { participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** The operator resolves a made-up image of each scope to tell nodes where signatures are; if that fails, everything fails (DOMAIN 8.6). */
export default defineStateRule({
  id: 'no-unusable-mirror-of-signed-image',
  requires: ['imageConfig'],
  uses: ['imagePolicies'],
  meta: {
    category: 'image-config',
    domain: ['I-CIP-REWRITE'],
    summary: 'Disallow unusable mirrors of images that need a signature',
    why:
      'For each scope of a ClusterImagePolicy, the operator computes the locations that its images ' +
      'are pulled from. A mirror that gives no valid name makes it fail: no mirror or registry ' +
      'change reaches a node any more, and only its log reports it.',
    fix:
      'Correct the mirror: its host needs a dot or a port, and docker.io needs two components after ' + 'it.',
    severity: 'deny',
    since: '0.1.0',
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

  *check(context) {
    for (const { name, scopes } of context.facts.imagePolicies ?? []) {
      for (const scope of scopes) {
        const failing = failingMirror(scope, context.cluster);
        if (failing === undefined) continue;
        const [source = scope] = context.cluster.mirrorSets.sourcesMatching(scope);
        yield {
          identity: `${name} ${scope} ${failing}`,
          about: source,
          involves: participantsOf(context.contributionsOf(source)),
          message:
            `mirror ${quote(failing)} gives no valid image name; ClusterImagePolicy ${name} verifies ${quote(scope)} there, ` +
            'so the Machine Config Operator would stop applying mirror changes',
        };
      }
    }
  },
});

/** The mirror that cannot be rewritten, for tags or for digests. */
function failingMirror(scope: string, cluster: ClusterModel): string | undefined {
  const digest = `sha256:${'0'.repeat(64)}`;
  const parsed = parseReference(`${scope}/a`);
  if (parsed.kind === 'invalid') return undefined;
  const references: readonly ImageReference[] = [
    { ...parsed.reference, digest },
    { ...parsed.reference, tag: 'a' },
  ];
  for (const reference of references) {
    const resolution = resolveReference(reference, cluster.loaded);
    if (resolution.kind === 'fails') return resolution.location;
  }
  return undefined;
}
