import { quote } from '../../model/text/quote.ts';
import { pathOfSource, quoteSome } from '../context/across-objects.ts';
import { newlyRejectedSources } from '../context/rejected-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** blockedRegistries goes into policy.json too, which looks at the name that was asked for and never at a mirror (DOMAIN 4.4). */
export default defineRule({
  id: 'no-source-in-blocked-registry',
  requires: ['mirrorSets', 'nodes'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-POLICY-BLOCKS-SOURCE'],
    summary: 'A source that has mirrors does not lie inside a blocked registry.',
    why: 'A registry in blockedRegistries is also rejected by the signature policy of the nodes, by the name of the image as it is asked for. Its pulls fail, however well a mirror would answer: the mirrors are of no use.',
    fix: 'Take the registry out of blockedRegistries and set mirrorSourcePolicy: NeverContactSource for the source: that keeps nodes from it and uses the mirrors.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
          imageConfig: { blockedRegistries: ['docker.io'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['quay.io'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const rejected = newlyRejectedSources(facts.mirrorSets, facts.nodes, 'blocked');
    for (const [scope = '', group] of Map.groupBy(rejected, ({ blockedBy }) => blockedBy)) {
      const sources = group.map(({ source }) => source);
      yield {
        path: pathOfSource(subject, sources[0] ?? ''),
        message: `pulls of ${quoteSome(sources, 2)} are rejected in spite of the mirrors: blockedRegistries has ${quote(scope)}. Set NeverContactSource instead of the block`,
      };
    }
  },
});
