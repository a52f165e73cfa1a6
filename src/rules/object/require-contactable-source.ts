import { effectivePolicy, entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { findReached } from '../context/governance-scopes.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { sources: ['registry.redhat.io'] };

/** NeverContactSource becomes `blocked = true`, which holds for every name that the entry matches. */
export default defineRule({
  id: 'require-contactable-source',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Sources that the policy keeps open are never cut off by NeverContactSource.',
    why: 'With NeverContactSource the nodes do not ask the source any more. What the mirrors lack cannot be pulled at all: not by an operator that is updated, nor by a node that is new.',
    fix: 'Use AllowContactingSource, or name narrower sources.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      sources: {
        kind: 'scopes',
        description:
          'What must stay within reach: `host[:port][/path]` or `*.domain`. NeverContactSource is refused for sources that lie in it, and for those that it lies in; a host without a port covers all of its ports.',
      },
    },
    examples: {
      valid: [
        { subject: idms('ubi').mirror('registry.redhat.io/ubi9', ['mirror.example.com/ubi9']), options },
      ],
      invalid: [
        {
          subject: idms('ubi').mirror(
            'registry.redhat.io/ubi9',
            ['mirror.example.com/ubi9'],
            'NeverContactSource',
          ),
          options,
        },
      ],
    },
  },

  *check({ subject, options: { sources } }) {
    for (const entry of subject.entries) {
      if (effectivePolicy(entry) !== 'NeverContactSource' || !hasRealMirror(entry)) continue;
      const scope = findReached(entry.source, sources);
      if (scope === undefined) continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'mirrorSourcePolicy'],
        message: `NeverContactSource for ${quote(entry.source)} cuts the nodes off from ${quote(scope)}, which the policy keeps open`,
      };
    }
  },
});
