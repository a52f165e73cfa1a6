import { hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { findRedirected } from '../context/governance-scopes.ts';
import { governedValues } from '../context/governed-values.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { sources: ['registry.example.com/payments'] };

/** Pulls are redirected by prefix: a source that contains the protected one redirects it too. */
export default defineRule({
  id: 'no-protected-source',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Disallow mirrors for sources that the policy protects',
    why:
      'Images of a protected source must come from the source itself. If an entry covers the source, a ' +
      'part of it or a registry that contains it, nodes pull from the mirror instead.',
    fix: 'Use narrower sources that exclude the protected one.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      sources: {
        kind: 'scopes',
        description:
          'Sources that must not be mirrored: `host[:port][/path]` or `*.domain`. The rule denies a source ' +
          'inside one of them and a source that contains one. A host without a port includes all of its ' +
          'ports.',
      },
    },
    examples: {
      valid: [
        { subject: idms('team').mirror('registry.example.com/team', ['mirror.example.com/team']), options },
      ],
      invalid: [
        {
          subject: idms('card').mirror('registry.example.com/payments/card', ['mirror.example.com/card']),
          options,
        },
        { subject: idms('all').mirror('registry.example.com', ['mirror.example.com/all']), options },
      ],
    },
  },

  *check({ subject, options: { sources } }) {
    for (const located of governedValues(subject)) {
      const { text, role, entry } = located;
      if (role === 'mirror' || !hasRealMirror(entry)) continue;
      const scope = findRedirected(text, sources);
      if (scope === undefined) continue;
      const fact = text === scope ? 'is protected by the policy' : `redirects the protected ${quote(scope)}`;
      yield { path: located.path, message: `source ${quote(text)} ${fact}; remove or narrow it` };
    }
  },
});
