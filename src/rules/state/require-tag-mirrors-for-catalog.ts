import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** CatalogSources usually name their index by tag (DOMAIN 8.3). */
export default defineStateRule({
  id: 'require-tag-mirrors-for-catalog',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-CATALOG'],
    summary: 'Require tag mirrors for the index of a catalog',
    why:
      'CatalogSources usually name their index by tag, such as redhat-operator-index:v4.18, and an ' +
      'ImageDigestMirrorSet does not apply to tags: nodes pull from the source.',
    fix:
      'Add the source to an ImageTagMirrorSet, or name the mirror itself in the CatalogSource, as ' +
      'oc-mirror does.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          itms('catalog').mirror('registry.redhat.io/redhat', ['mirror.example.com/redhat']),
          idms('catalog').mirror('registry.redhat.io/redhat/redhat-operator-index', [
            'mirror.example.com/redhat/redhat-operator-index',
          ]),
        ],
      ],
      invalid: [
        idms('catalog').mirror('registry.redhat.io/redhat/redhat-operator-index', [
          'mirror.example.com/redhat/redhat-operator-index',
        ]),
      ],
    },
  },

  *check(context) {
    const advice = context.cluster.behavior.readsKind.ImageTagMirrorSet
      ? 'Add the source to an ImageTagMirrorSet'
      : 'Name the mirror in the CatalogSource';
    const untagged = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      sources
        .all()
        .filter((source) => isIndexWithoutTags(source, sources))
        .map((source) => ({
          key: sources.keyOf(source),
          source,
          file: sources.fileOf(source),
          involves: sources.writersOf(source, context.merged(source, 'digest')?.contributions ?? []),
        })),
    );
    for (const { found, where, pools } of untagged) {
      const { source, file, involves } = found;
      const fix = file === undefined ? advice : `Add a mirror for tags to ${file.path}`;
      yield {
        identity: source,
        about: source,
        involves,
        causes: pools,
        message:
          `${quote(source)} has no mirror for pulls by tag${where}; ` +
          `CatalogSources usually name their index by tag. ${fix}`,
      };
    }
  },
});

/** no-shadowed-mirrors reports tag mirrors of a broader source. */
function isIndexWithoutTags(source: string, sources: NodeSources): boolean {
  return (
    source.endsWith('-operator-index') &&
    sources.mirrors(source, 'digest') !== undefined &&
    !matchingPrefixes(source).some((prefix) => sources.mirrors(prefix, 'tag') !== undefined)
  );
}
