import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The usual cause is a list with a name that the kind does not have, which the API server dropped. */
export default defineRule({
  id: 'require-entries',
  meta: {
    category: 'pull',
    domain: ['FMT-EMPTY'],
    summary: 'Require at least one entry in a mirror set',
    why:
      'Without entries, the object mirrors nothing; the Machine Config Operator only renders ' +
      'registries.conf again. The usual cause is a list with another name, which the API server dropped.',
    fix: 'Add entries to the list of the kind, or delete the object.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [idms('team'), idms('team').with({ spec: { imageDigestMirrors: [] } })],
    },
  },

  *check({ subject }) {
    // require-valid-structure reports entries with the wrong structure.
    if (subject.entries.length > 0 || subject.structure.length > 0) return;
    const { listField } = mirrorSetKinds[subject.kind];
    const isListed = valueAt(subject.object, ['spec', listField]) !== undefined;
    // no-unknown-field reports the list with the other name.
    if (!isListed && holdsList(fieldOf(subject.written ?? subject.object, 'spec'))) return;
    yield {
      path: ['spec', listField],
      message:
        `${subject.kind} has no entries in ${listField}, so it mirrors nothing; add entries or delete the ` +
        'object',
    };
  },
});

function holdsList(spec: unknown): boolean {
  return isJsonObject(spec) && Object.values(spec).some((value) => Array.isArray(value) && value.length > 0);
}
