import { effectivePolicy, entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The same as between two objects, and told without knowing any other (DOMAIN 2.2). */
export default defineRule({
  id: 'no-conflicting-policy-in-object',
  meta: {
    category: 'across-objects',
    domain: ['X-POLICY-SAMEOBJ'],
    summary: 'Entries for one source in one object agree on mirrorSourcePolicy.',
    why: 'While two entries of a source disagree, the Machine Config Operator applies no mirror or registry change in the whole cluster, without a condition or event that says so, and upgrades get stuck. An unset policy counts as AllowContactingSource; entries without mirrors count too.',
    fix: 'Give every entry of the source the same mirrorSourcePolicy, or make them one entry.',
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
    // Mostly all entries have the same, or none.
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
        message: `the cluster would stop applying mirror changes: ${quote(entry.source)} is ${effectivePolicy(entry)} here, but ${effectivePolicy(known)} in entry ${known.index} of the same object`,
        related: [{ kind: subject.kind, name: subject.name, path: entryPath(subject.kind, known) }],
        key: JSON.stringify([entry.source, effectivePolicy(entry)]),
      };
    }
  },
});
