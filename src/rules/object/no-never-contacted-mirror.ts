import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Not repaired: whether the policy or the mirror was meant is for the admin to say (DOMAIN 2.2, 11). */
export default defineRule({
  id: 'no-never-contacted-mirror',
  meta: {
    category: 'pull',
    domain: ['POL-MIRROR-IS-SOURCE'],
    summary: 'A source that is never contacted is not its own mirror.',
    why: 'The Machine Config Operator refuses the contradiction and stops applying mirror and registry changes in the whole cluster, without a condition or event that says so; upgrades get stuck.',
    fix: 'Remove the source from its mirrors, or remove NeverContactSource.',
    severity: 'deny',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet'],
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        idms('team').mirror(
          'quay.io/team',
          ['mirror.example.com/team', 'quay.io/team'],
          'AllowContactingSource',
        ),
      ],
      invalid: [
        idms('team').mirror(
          'quay.io/team',
          ['mirror.example.com/team', 'quay.io/team'],
          'NeverContactSource',
        ),
      ],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      if (entry.policy !== 'NeverContactSource' || !entry.mirrors.includes(entry.source)) continue;
      for (const [index, mirror] of entry.mirrors.entries()) {
        if (mirror !== entry.source) continue;
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors', index],
          message: `the cluster would stop applying mirror changes: ${quote(mirror)} is NeverContactSource and among its own mirrors`,
        };
      }
    }
  },
});
