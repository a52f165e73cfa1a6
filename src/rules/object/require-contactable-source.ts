import { effectivePolicy, entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { findRedirected } from '../context/governance-scopes.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { sources: ['registry.redhat.io'] };

/** NeverContactSource becomes `blocked = true`, which applies to every name that the entry matches. */
export default defineRule({
  id: 'require-contactable-source',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Require AllowContactingSource for sources that the policy keeps reachable',
    why:
      'With NeverContactSource, nodes no longer contact the source. They cannot pull images that the ' +
      'mirrors lack, for example for an operator update or on a new node.',
    fix: 'Use AllowContactingSource, or use narrower sources.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      sources: {
        kind: 'scopes',
        description:
          'Sources that nodes must be able to contact: `host[:port][/path]` or `*.domain`. The rule denies ' +
          'NeverContactSource for a source inside one of them and for a source that contains one. ' +
          'A host without a port includes all of its ports.',
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
      const scope = findRedirected(entry.source, sources);
      if (scope === undefined) continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'mirrorSourcePolicy'],
        message:
          `NeverContactSource for ${quote(entry.source)} blocks ${quote(scope)}, which the policy keeps ` +
          'reachable; use AllowContactingSource',
      };
    }
  },
});
