import { quote } from '../../model/text/quote.ts';
import { findForbidding } from '../context/governance-scopes.ts';
import { governedMirrors } from '../context/governed-values.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = { denied: ['old-mirror.example.com', 'mirror.example.com/untrusted'] };

/**
 * The complement of require-allowed-mirror: for registries that are being retired, or for parts of an allowed
 * registry.
 */
export default defineRule({
  id: 'no-denied-mirror',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Disallow mirrors in registries that the policy denies',
    why:
      'Each node that pulls through a mirror depends on it and trusts it. A registry that is being ' +
      'retired, or that outsiders can write to, must not get new users.',
    fix: 'Use another mirror.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      denied: {
        kind: 'scopes',
        description:
          'Registries that mirrors must not use: `host[:port][/path]` or `*.domain`. A path includes ' +
          'everything below it. A host without a port includes all of its ports.',
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
        message:
          `mirror ${quote(mirror.text)} is in ${quote(scope)}, which the policy ` +
          'denies; use another mirror',
      };
    }
  },
});
