import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * No mutation fixes this: only the administrator can decide whether the policy or the mirror is right (DOMAIN
 * 2.2, 11).
 */
export default defineRule({
  id: 'no-never-contacted-mirror',
  meta: {
    category: 'pull',
    domain: ['POL-MIRROR-IS-SOURCE'],
    summary: 'Disallow NeverContactSource for a source that is its own mirror',
    why:
      'The Machine Config Operator rejects the contradiction and stops applying mirror and registry ' +
      'changes in the whole cluster. It reports this in no condition or event, and upgrades stop.',
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
          message:
            `source ${quote(mirror)} has NeverContactSource, but is one of its own mirrors; the MCO would ` +
            'stop applying mirror changes: "cannot set mirrorSourcePolicy: NeverContactSource". Remove the ' +
            'mirror or the policy',
        };
      }
    }
  },
});
