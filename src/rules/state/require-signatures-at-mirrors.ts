import type { Facts } from '../../model/facts.ts';
import { formatImagePolicy, type ImagePolicy, releasePolicy } from '../../model/image-policies.ts';
import { behaviorOf } from '../../model/operator-behavior.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { payloadRepositories, releaseRepository } from '../context/payload-repositories.ts';
import { isHosted } from '../context/rollout.ts';
import { signedSourcesAmong } from '../context/signed-mirrors.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Nodes request signatures from the location that serves the image (DOMAIN 8.6). */
export default defineStateRule({
  id: 'require-signatures-at-mirrors',
  uses: ['imagePolicies', 'clusterVersion', 'platform', 'machineConfigFiles', 'machineConfigPools'],
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
          facts: { imagePolicies: [{ name: 'signed', scopes: ['registry.example.com'] }] },
        },
      ],
      invalid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          facts: {
            imagePolicies: [{ name: 'openshift', scopes: ['quay.io/openshift-release-dev/ocp-release'] }],
          },
        },
      ],
    },
  },

  *check(context) {
    const { facts } = context;
    // An assumption based on another assumption does not justify a warning.
    const policies = (facts.imagePolicies ?? policiesOfRelease(facts)).filter(
      ({ isAssumed }) => isAssumed !== true || facts.clusterVersion !== undefined,
    );
    if (policies.length === 0) return;
    const unsigned = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      findSignedMirrors(sources, policies),
    );
    for (const { found, where, pools } of unsigned) {
      const { policy, scope, source, mirror, places } = found;
      yield {
        identity: `${policy.namespace ?? ''}/${policy.name} ${scope} ${mirror}`,
        about: mirror,
        involves: places,
        causes: [source, ...pools],
        message:
          `images at mirror ${quote(mirror)}${where} need signatures; ` +
          `${formatImagePolicy(policy)} verifies ${quote(scope)} there too. ` +
          'Mirror the signatures with the images',
      };
    }
  },
});

function* findSignedMirrors(sources: NodeSources, policies: readonly ImagePolicy[]) {
  const { view } = sources;
  // The policy.json of a MachineConfig replaces the one that requires the signatures.
  if (view instanceof PoolModel && view.policyJson !== undefined) return;
  for (const signed of signedSourcesAmong(sources.all(), policies, sources)) {
    const { policy, scope, source } = signed;
    // Digest and tag lists usually have the same mirror, which needs the signatures once.
    const listed = Map.groupBy(sources.listedMirrors(source), ({ mirror }) => mirror);
    listed.delete(source);
    for (const [mirror, fields] of listed) {
      const places = fields.map(({ place }) => place());
      const of = places.map(({ kind, name, path }) => `${kind} ${name} ${path.join('.')}`).join(' ');
      const key = `${policy.namespace ?? ''}/${policy.name} ${scope} ${source} ${mirror} ${of}`;
      yield { ...signed, mirror, places, key };
    }
  }
}

/** The policy of the release is derived from the version if the policies of the cluster are unknown. */
function policiesOfRelease(
  facts: Pick<Partial<Facts>, 'clusterVersion' | 'platform'>,
): readonly ImagePolicy[] {
  const { clusterVersion } = facts;
  if (clusterVersion === undefined || isHosted(facts)) return [];
  const isOpenShift = payloadRepositories(clusterVersion).includes(releaseRepository);
  return isOpenShift && behaviorOf(clusterVersion.version).hasReleasePolicy ? [releasePolicy] : [];
}
