import type { CatalogFact } from '../../model/facts.ts';
import { policyVerdict } from '../../model/files/policy-json.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { authorityOf } from '../../model/location/scope.ts';
import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, nodeSourcesOf } from '../context/node-sources.ts';
import type { NodeView } from '../context/node-views.ts';
import { imageConfigList, machineConfigFile, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

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
    const rejected = faultsByPool(context.share(nodeSourcesOf), ({ view }) =>
      (context.facts.catalogs ?? []).flatMap((catalog) => {
        const file = view instanceof PoolModel ? view.policyJson : undefined;
        // Without allowedRegistries, only a policy.json of a MachineConfig rejects a registry as not listed.
        if (file === undefined && allowedRegistries === undefined) return [];
        return findRejected(catalog, view, file) ?? [];
      }),
    );
    for (const { found, where, pools } of rejected) {
      const { catalog, repository, file } = found;
      // Without a mirror in the registry, the catalog does not depend on mirror sets.
      const [use] = context.cluster.mirrorSets.mirrorsMatchedBy(authorityOf(repository));
      if (use === undefined) continue;
      const [mirror] = context
        .contributionsOf(use.source)
        .filter(({ entry }) => entry.mirrors.includes(use.mirror));
      const reason =
        file === undefined
          ? 'allowedRegistries does not list'
          : `the policy.json of ${formatMachineConfig(file)} does not accept`;
      yield {
        identity: `${catalog.name} ${catalog.image}`,
        about: catalog.image,
        involves: [
          ...participantsOf(mirror === undefined ? [] : [mirror]),
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

function findRejected(catalog: CatalogFact, { policy }: NodeView, file: ContainersFile | undefined) {
  const parsed = parseReference(catalog.image);
  if (policy.kind !== 'written' || parsed.kind === 'invalid') return undefined;
  if (policyVerdict(policy.policy, parsed.reference).verdict !== 'reject') return undefined;
  const key = `${catalog.name} ${file === undefined ? '' : formatMachineConfig(file)}`;
  return { key, catalog, repository: parsed.reference.name, file };
}
