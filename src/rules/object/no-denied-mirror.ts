import { quote } from '../../model/text/quote.ts';
import { findForbidding } from '../context/governance-scopes.ts';
import { governedMirrors } from '../context/governed-values.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { denied: ['old-mirror.example.com', 'mirror.example.com/untrusted'] };

/** The other half of require-allowed-mirror, for registries that are to be left, or parts of allowed ones. */
export default defineRule({
  id: 'no-denied-mirror',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Mirrors lie outside of the registries that the policy denies.',
    why: 'A registry that is being shut down, or that outsiders can write to, must not get new users. Each node that pulls through it depends on it, and trusts it.',
    fix: 'Use another mirror.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      denied: {
        kind: 'scopes',
        description:
          'Where mirrors may not lie: `host[:port][/path]` or `*.domain`. A path covers what lies below it; a host without a port covers all of its ports.',
      },
    },
    examples: {
      valid: [{ subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']), options }],
      invalid: [
        { subject: idms('team').mirror('quay.io/team', ['old-mirror.example.com:5000/team']), options },
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.com/untrusted/team']), options },
      ],
    },
  },

  *check({ subject, options: { denied } }) {
    for (const mirror of governedMirrors(subject)) {
      const scope = findForbidding(mirror.text, denied);
      if (scope === undefined) continue;
      yield {
        path: mirror.path,
        message: `mirror ${quote(mirror.text)} lies in ${quote(scope)}, where the policy wants no mirrors`,
      };
    }
  },
});
