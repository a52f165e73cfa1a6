import type { CatalogFact } from '../../model/facts.ts';
import { policyVerdict } from '../../model/files/policy-json.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { matchedLength } from '../../model/location/prefix-match.ts';
import { authorityOf } from '../../model/location/scope.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import type { NodeView } from '../context/node-views.ts';
import { imageConfigList, machineConfigFile, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Participant } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

const catalogs = [
  {
    name: 'openshift-marketplace/cs-redhat',
    image: 'mirror.example.com:8443/redhat/redhat-operator-index:v4.18',
  },
];

/**
 * oc-mirror writes CatalogSources that name the mirror directly, and policy.json matches that name (DOMAIN
 * 4.4).
 */
export default defineStateRule({
  id: 'require-allowed-catalog',
  requires: ['imageConfig'],
  uses: ['catalogs', 'clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  silentWithout: ['catalogs'],
  meta: {
    category: 'image-config',
    domain: ['I-ALLOW-CATALOG'],
    summary: 'Require the images of CatalogSources in allowedRegistries',
    why:
      'The CatalogSources of oc-mirror name the mirror registry itself. With allowedRegistries, nodes ' +
      'reject every image whose requested name the list does not cover, so the pod of the catalog does not ' +
      'start and no operator can be installed from it.',
    fix: 'Add the registry of the catalog image, with its port, to allowedRegistries.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('operators').mirror('registry.redhat.io', ['mirror.example.com:8443']),
          imageConfig: { allowedRegistries: ['registry.redhat.io', 'mirror.example.com:8443'] },
          facts: { catalogs },
        },
      ],
      invalid: [
        {
          subject: idms('operators').mirror('registry.redhat.io/redhat', ['mirror.example.com:8443/redhat']),
          before: idms('operators'),
          imageConfig: { allowedRegistries: ['registry.redhat.io'] },
          facts: { catalogs },
        },
      ],
    },
  },

  *check(context) {
    const { allowedRegistries } = context.facts.imageConfig;
    const rejected = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      (context.facts.catalogs ?? []).flatMap((catalog) => {
        const { view } = sources;
        const file = view instanceof PoolModel ? view.policyJson : undefined;
        // Without allowedRegistries, only a policy.json of a MachineConfig rejects a registry as not listed.
        if (file === undefined && allowedRegistries === undefined) return [];
        const found = findRejected(catalog, view, file);
        if (found === undefined) return [];
        // Without a mirror in the registry, the catalog does not depend on mirrors.
        const uses = usesOfRegistry(authorityOf(found.repository), sources, context);
        return uses === undefined ? [] : [{ ...found, uses }];
      }),
    );
    for (const { found, where, pools } of rejected) {
      const { catalog, file, uses } = found;
      const reason =
        file === undefined
          ? 'allowedRegistries does not list'
          : `the policy.json of ${formatMachineConfig(file)} does not accept`;
      yield {
        identity: `${catalog.name} ${catalog.image}`,
        about: catalog.image,
        involves: [
          ...uses,
          file === undefined ? imageConfigList('allowedRegistries') : machineConfigFile(file),
        ],
        causes: pools,
        message:
          `${reason} the image of CatalogSource ${catalog.name}. ` +
          `Nodes${where} reject ${quote(catalog.image)}; add its registry`,
      };
    }
  },
});

/** The first entry or file with a mirror in a registry; undefined if no node has one. */
function usesOfRegistry(
  registry: string,
  sources: NodeSources,
  context: StateContext<unknown>,
): readonly Participant[] | undefined {
  const { view, usesGenerated } = sources;
  const use = context.cluster.mirrorSets
    .mirrorsMatchedBy(registry)
    .find(({ source }) => usesGenerated && sources.fileOf(source) === undefined);
  if (use !== undefined) {
    const lists = ({ entry }: Contribution) => entry.mirrors.includes(use.mirror);
    return participantsOf(context.contributionsOf(use.source).filter(lists).slice(0, 1));
  }
  const own = view instanceof PoolModel ? view.ownPrefixes : [];
  const listed = own
    .flatMap((prefix) => [...sources.listedMirrors(prefix)])
    .find(({ mirror }) => matchedLength(mirror, registry) !== -1);
  return listed && [listed.place()];
}

function findRejected(catalog: CatalogFact, { policy }: NodeView, file: ContainersFile | undefined) {
  const parsed = parseReference(catalog.image);
  if (policy.kind !== 'written' || parsed.kind === 'invalid') return undefined;
  if (policyVerdict(policy.policy, parsed.reference).verdict !== 'reject') return undefined;
  const key = `${catalog.name} ${file === undefined ? '' : formatMachineConfig(file)}`;
  return { key, catalog, repository: parsed.reference.name, file };
}
