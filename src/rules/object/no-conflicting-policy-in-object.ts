import { effectivePolicy, entryPath } from '../../model/mirror-set.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The same conflict as between two objects, but found without knowledge of other objects (DOMAIN 2.2). */
export default defineRule({
  id: 'no-conflicting-policy-in-object',
  meta: {
    category: 'across-objects',
    domain: ['X-POLICY-SAMEOBJ'],
    summary: 'Disallow different mirrorSourcePolicy values for one source in an object',
    why:
      'While two entries of a source disagree, the Machine Config Operator applies no mirror or registry ' +
      'change in the whole cluster and reports this in no condition or event. Upgrades then stop. An ' +
      'unset policy counts as AllowContactingSource, and entries without mirrors count too.',
    fix: 'Set the same mirrorSourcePolicy in every entry of the source, or merge the entries.',
    severity: 'deny',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet'],
    examples: {
      valid: [
        idms('team')
          .mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource')
          .mirror('quay.io/team', ['b.example.com/team'], 'NeverContactSource'),
      ],
      invalid: [
        idms('team')
          .mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource')
          .mirror('quay.io/team', ['b.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    // The usual case: all entries have the same policy, or none.
    const [some] = subject.entries;
    if (
      some === undefined ||
      subject.entries.every((entry) => effectivePolicy(entry) === effectivePolicy(some))
    )
      return;
    const first = new Map<string, (typeof subject.entries)[number]>();
    for (const entry of subject.entries) {
      const known = first.get(entry.source);
      if (known === undefined) first.set(entry.source, entry);
      if (known === undefined || effectivePolicy(known) === effectivePolicy(entry)) continue;
      yield {
        path: [
          ...entryPath(subject.kind, entry),
          entry.policy === undefined ? 'source' : 'mirrorSourcePolicy',
        ],
        message:
          `${quote(entry.source)} is ${effectivePolicy(entry)} here, but ${effectivePolicy(known)} in ` +
          `${formatFieldPath(entryPath(subject.kind, known))}; the MCO would stop applying mirror changes. ` +
          'Set the same policy in both entries',
        related: [{ kind: subject.kind, name: subject.name, path: entryPath(subject.kind, known) }],
        key: JSON.stringify([entry.source, effectivePolicy(entry)]),
      };
    }
  },
});
