import { quote } from '../../model/text/quote.ts';
import { participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** CatalogSources usually name their index by tag (DOMAIN 8.3). */
export default defineStateRule({
  id: 'require-tag-mirrors-for-catalog',
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

  *check({ cluster, sources }) {
    const { mirrorSets, behavior } = cluster;
    const advice = behavior.readsKind.ImageTagMirrorSet
      ? 'Add the source to an ImageTagMirrorSet'
      : 'Name the mirror in the CatalogSource';
    for (const source of sources) {
      const digest = source.endsWith('-operator-index') ? mirrorSets.digest.get(source) : undefined;
      if (digest === undefined) continue;
      if (mirrorSets.sourcesMatching(source).some((facts) => mirrorSets.tag.get(facts) !== undefined))
        continue;
      yield {
        identity: source,
        about: source,
        involves: participantsOf(digest.contributions),
        causes: [],
        message:
          `${quote(source)} has no mirror for pulls by tag; CatalogSources usually name their index by ` +
          `tag. ${advice}`,
      };
    }
  },
});
