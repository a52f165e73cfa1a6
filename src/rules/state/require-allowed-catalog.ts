import { policyVerdict } from '../../model/files/policy-json.ts';
import { parseReference } from '../../model/location/image-reference.ts';
import { authorityOf } from '../../model/location/scope.ts';
import { quote } from '../../model/text/quote.ts';
import { nodeViewsOf } from '../context/node-views.ts';
import { imageConfigList, participantsOf } from '../context/participants.ts';
import { hasGeneratedPolicy } from '../context/rejected-sources.ts';
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
          around: { catalogs },
        },
      ],
      invalid: [
        {
          subject: idms('operators').mirror('registry.redhat.io/redhat', ['mirror.example.com:8443/redhat']),
          before: idms('operators'),
          imageConfig: { allowedRegistries: ['registry.redhat.io'] },
          around: { catalogs },
        },
      ],
    },
  },

  *check(context) {
    const { cluster, facts } = context;
    const { policy, settings } = cluster;
    if (policy.kind !== 'written' || settings.imageConfig.allowedRegistries === undefined) return;
    if (!nodeViewsOf(cluster, facts).some(hasGeneratedPolicy)) return;
    for (const { name, image } of facts.catalogs ?? []) {
      const parsed = parseReference(image);
      if (parsed.kind === 'invalid' || policyVerdict(policy.policy, parsed.reference).verdict !== 'reject')
        continue;
      // Without a mirror in the registry, the catalog does not depend on mirror sets. One mirror is enough,
      // because further mirrors must not make the finding new.
      const [use] = cluster.mirrorSets.mirrorsMatchedBy(authorityOf(parsed.reference.name));
      if (use === undefined) continue;
      const [mirror] = context
        .contributionsOf(use.source)
        .filter(({ entry }) => entry.mirrors.includes(use.mirror));
      yield {
        identity: `${name} ${image}`,
        about: image,
        involves: [
          ...participantsOf(mirror === undefined ? [] : [mirror]),
          imageConfigList('allowedRegistries'),
        ],
        message:
          `allowedRegistries does not list the image of CatalogSource ${name}. ` +
          `Nodes reject ${quote(image)}; add its registry`,
      };
    }
  },
});
