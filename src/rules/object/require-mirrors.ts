import { entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The merge skips such an entry, but the check for conflicting policies includes it (DOMAIN 2.2, 3.1). */
export default defineRule({
  id: 'require-mirrors',
  meta: {
    category: 'pull',
    domain: ['ENT-NO-MIRROR'],
    summary: 'Require a mirror other than the source in an entry',
    why:
      'Without one, the entry changes no pull. It still takes part in the check for conflicting ' +
      'policies, where it can stop all mirror changes of the cluster.',
    fix: 'Add a mirror, or remove the entry.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [idms('team').mirror('quay.io/team'), idms('team').mirror('quay.io/team', ['quay.io/team'])],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      // no-policy-without-mirrors and no-never-contacted-mirror deny these entries.
      if (
        hasRealMirror(entry) ||
        entry.policy === 'NeverContactSource' ||
        (entry.policy !== undefined && entry.mirrors.length === 0)
      )
        continue;
      const state = entry.mirrors.length === 0 ? 'has no mirrors' : 'has no mirror except itself';
      yield {
        path: entryPath(subject.kind, entry),
        message:
          `source ${quote(entry.source)} ${state}; the entry changes no pull, but its policy can conflict ` +
          'with other entries. Add a mirror or remove the entry',
      };
    }
  },
});
