import type { Facts } from '../../model/facts.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import type { NodeView } from '../context/node-views.ts';
import {
  isMirrored,
  type PayloadFamily,
  payloadFamilies,
  payloadRepositories,
} from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateContext } from '../state-context.ts';

/** A release image lists its components by digest, in another repository (DOMAIN 4.4). */
export default defineStateRule({
  id: 'require-mirrors-for-whole-payload',
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-PAYLOAD-PARTIAL'],
    summary: 'Require mirrors for the release image and for its components',
    why:
      'The release image is in ocp-release, the images of its components are in ocp-v4.0-art-dev. A ' +
      'disconnected cluster that has a mirror for one of them cannot pull the other: the upgrade ' +
      'starts and does not finish.',
    fix:
      'Mirror both repositories: oc adm release mirror and oc-mirror print entries for both. One ' +
      'mirror location can hold both.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
        idms('release')
          .mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release'])
          .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['mirror.example.com/release']),
      ],
      invalid: [
        idms('release').mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release']),
        idms('release').mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', [
          'mirror.example.com/release',
        ]),
      ],
    },
  },

  *check(context) {
    const families = payloadFamilies.filter(({ release, components }) =>
      [release, ...components].some((repository) => context.canMatch(repository)),
    );
    const halves = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      families.flatMap((family) => findHalf(family, sources, context) ?? []),
    );
    for (const { found, where, pools } of halves) {
      const { lone, missing, role, deciding, writers, isCovered } = found;
      yield {
        identity: lone,
        about: deciding,
        involves: writers,
        causes: pools,
        isCovered,
        message:
          `${quote(lone)} has mirrors, but ${quote(missing)} has none${where}; a disconnected cluster ` +
          `cannot pull ${role}. Add an entry for ${quote(missing)}`,
      };
    }
  },
});

/** The half of a payload that has mirrors; undefined if both halves have mirrors, or none has. */
function findHalf(
  { release, components }: PayloadFamily,
  sources: NodeSources,
  context: StateContext<Partial<Pick<Facts, 'clusterVersion'>>>,
) {
  const { view } = sources;
  const hasRelease = isMirrored(release, view);
  // The repository of the components depends on the major version; one mirrored repository is enough.
  const mirrored = components.filter((repository) => isMirrored(repository, view));
  if (hasRelease === mirrored.length > 0) return undefined;
  const [first = release] = components;
  const [lone, missing] = hasRelease ? [release, first] : [mirrored[0] ?? first, release];
  const deciding = sources.matching(lone) ?? lone;
  // no-unmirrored-payload reports a change that removes the last mirror.
  const isCovered =
    isMirrored(missing, deployedView(view, context)) &&
    payloadRepositories(context.facts.clusterVersion).includes(missing);
  return {
    key: `${lone} ${sources.keyOf(deciding)} ${isCovered}`,
    lone,
    missing,
    role: hasRelease ? 'the components of the release' : 'the release image itself',
    deciding,
    writers: sources.writersOf(deciding, context.contributionsOf(deciding)),
    isCovered,
  };
}

/** The files of the nodes before the change. */
function deployedView(view: NodeView, { deployed }: StateContext<unknown>): NodeView {
  return view instanceof PoolModel ? new PoolModel(deployed, view.files) : deployed;
}
