import { hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfSource } from '../context/across-objects.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** Catalogs carry the version of OpenShift as their tag (DOMAIN 8.2). */
export default defineRule({
  id: 'require-tag-mirrors-for-catalog',
  requires: ['mirrorSets'],
  meta: {
    category: 'rollout',
    domain: ['R-CATALOG'],
    summary: 'The index of a catalog has mirrors for pulls by tag.',
    why: 'CatalogSources mostly name their index by tag, such as redhat-operator-index:v4.18, and an ImageDigestMirrorSet does not apply to tags: the pull goes to the source.',
    fix: 'Add the source to an ImageTagMirrorSet, or let the CatalogSource name the mirror itself, as oc-mirror does.',
    severity: 'audit',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageContentSourcePolicy'],
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

  *check({ subject, facts }) {
    const { after, touched } = facts.mirrorSets;
    const indexes = touched.filter((source) => source.endsWith('-operator-index'));
    if (indexes.length === 0) return;
    const mirrored = new Set(subject.entries.filter(hasRealMirror).map(({ source }) => source));
    for (const source of indexes) {
      if (!mirrored.has(source)) continue;
      if (after.sourcesMatching(source).some((around) => after.tag.get(around) !== undefined)) continue;
      yield {
        path: pathOfSource(subject, source),
        message: `${quote(source)} has no mirror for pulls by tag, and CatalogSources mostly name their index by tag`,
      };
    }
  },
});
