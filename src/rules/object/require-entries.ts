import { valueAt } from '../../model/json.ts';
import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Most often the list stands under a name that the kind does not have, and was dropped. */
export default defineRule({
  id: 'require-entries',
  meta: {
    category: 'pull',
    domain: ['FMT-EMPTY'],
    summary: 'A mirror set has entries.',
    why: 'Without entries nothing is mirrored; the object only makes the Machine Config Operator render registries.conf again. Often the list was written under another name and dropped by the API server.',
    fix: 'Add entries under the list of the kind, or delete the object.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [idms('team'), idms('team').with({ spec: { imageDigestMirrors: [] } })],
    },
  },

  *check({ subject }) {
    // Of entries with a broken shape the structure rule speaks.
    if (subject.entries.length > 0 || subject.structure.length > 0) return;
    const { listField } = mirrorSetKinds[subject.kind];
    const isListed = valueAt(subject.object, ['spec', listField]) !== undefined;
    yield {
      path: isListed ? ['spec', listField] : ['spec'],
      message: `${subject.kind} has no entries in ${listField}, so it mirrors nothing`,
    };
  },
});
