import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const maxNameLength = 253;

/** One label of a DNS name in lowercase. */
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * The API server reports an invalid name in a request itself. With generateName, the object may not have its
 * name yet.
 */
export default defineRule({
  id: 'require-valid-name',
  meta: {
    category: 'format',
    domain: [],
    summary: 'Require a lowercase DNS name as the object name',
    why: 'The API server rejects objects with another name or without a name.',
    fix: 'Use at most 253 characters of a-z and 0-9, with hyphens and dots inside.',
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
    // The object is too large to be evaluated.
    if (subject.object === undefined) return;
    const name = valueAt(subject.object, ['metadata', 'name']) ?? '';
    // require-valid-structure reports metadata and a name of another type.
    const metadata = fieldOf(subject.object, 'metadata');
    if ((metadata !== undefined && !isJsonObject(metadata)) || typeof name !== 'string') return;
    if (name === '') {
      if (valueAt(subject.object, ['metadata', 'generateName']) !== undefined) return;
      yield { path: ['metadata', 'name'], message: `${subject.kind} has no name; set metadata.name` };
    } else if (name.length > maxNameLength) {
      yield {
        path: ['metadata', 'name'],
        message: `the name must have at most ${maxNameLength} characters, but has ${name.length}`,
      };
    } else if (!name.split('.').every((part) => label.test(part))) {
      yield {
        path: ['metadata', 'name'],
        message:
          `name ${quote(name)} must be a lowercase DNS name; use only a-z, 0-9, inner hyphens and inner ` +
          'dots',
      };
    }
  },
});
