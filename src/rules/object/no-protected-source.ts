import { hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { findReached } from '../context/governance-scopes.ts';
import { governedValues } from '../context/governed-values.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { sources: ['registry.example.com/payments'] };

/** Pulls are redirected by prefix: a source around the protected one redirects it as well. */
export default defineRule({
  id: 'no-protected-source',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Sources that the policy protects are never mirrored.',
    why: 'Images of a protected source are to come from the source itself. A mirror of it, of a part of it or of everything around it answers in its place.',
    fix: 'Name narrower sources that leave the protected one out.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      sources: {
        kind: 'scopes',
        description:
          'What is never mirrored: `host[:port][/path]` or `*.domain`. A source that lies in it is refused, and one that it lies in; a host without a port covers all of its ports.',
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
      const scope = findReached(text, sources);
      if (scope === undefined) continue;
      const reached =
        text === scope ? 'the policy says' : `that reaches ${quote(scope)}, and the policy says`;
      yield {
        path: located.path,
        message: `source ${quote(text)} would be mirrored: ${reached} that it is never mirrored`,
      };
    }
  },
});
