import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { effectivePolicy, entryPath, formatObjectRef } from '../../model/mirror-set.ts';
import { formatFieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import { participantOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The same conflict as between two objects (DOMAIN 2.2). It depends on all entries of the object. */
export default defineStateRule({
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

  *check({ cluster, sources }) {
    for (const source of sources) {
      const contributions = cluster.mirrorSets.of(source);
      if (contributions.length < 2) continue;
      const byObject = Map.groupBy(contributions, ({ object }) => formatObjectRef(object));
      for (const [object, entries] of byObject) {
        const [first] = entries;
        const other = entries.find(({ entry }) => first && !isSamePolicy(first.entry, entry));
        if (first === undefined || other === undefined) continue;
        yield {
          identity: `${source} ${object}`,
          about: source,
          involves: [other, first].map((contribution) =>
            participantOf(contribution, policyField(contribution)),
          ),
          message:
            `${quote(source)} has ${effectivePolicy(other.entry)} here, but ` +
            `${effectivePolicy(first.entry)} in ` +
            `${formatFieldPath(entryPath(first.object.kind, first.entry))}; the Machine Config Operator ` +
            'would stop applying mirror changes: "conflicting mirrorSourcePolicy is set". Set the same ' +
            'policy in both entries',
        };
      }
    }
  },
});

function isSamePolicy(a: Contribution['entry'], b: Contribution['entry']): boolean {
  return effectivePolicy(a) === effectivePolicy(b);
}

function policyField({ entry }: Contribution): string {
  return entry.policy === undefined ? 'source' : 'mirrorSourcePolicy';
}
