import { valueAt } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const longestName = 253;

/** One label of a DNS name in lower case. */
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** The law for names of custom resources. In a request the API server says it well enough itself, and objects may still be without a name. */
export default defineRule({
  id: 'require-valid-name',
  meta: {
    category: 'format',
    domain: [],
    summary: 'Objects have a name, and it is a DNS name in lower case.',
    why: 'The API server refuses other names, and objects without one.',
    fix: 'Use a-z, 0-9, hyphens inside and dots between, at most 253 characters.',
    severity: 'deny',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [idms('team-a.mirrors').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('Team_A').mirror('quay.io/team', ['mirror.example.com/team']),
        idms('team').with({ metadata: {} }).mirror('quay.io/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    // It is too large to be looked at.
    if (subject.object === undefined) return;
    const name = valueAt(subject.object, ['metadata', 'name']) ?? '';
    // A type that is wrong is the structure's business.
    if (typeof name !== 'string') return;
    if (name === '') {
      if (valueAt(subject.object, ['metadata', 'generateName']) !== undefined) return;
      yield { path: ['metadata', 'name'], message: `the ${subject.kind} has no name` };
    } else if (name.length > longestName) {
      yield {
        path: ['metadata', 'name'],
        message: `the name has ${name.length} characters, and may have ${longestName}`,
      };
    } else if (!name.split('.').every((part) => label.test(part))) {
      yield {
        path: ['metadata', 'name'],
        message: `${quote(name)} is not a name that the API server accepts: only a-z, 0-9, inner hyphens and dots`,
      };
    }
  },
});
