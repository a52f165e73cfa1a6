import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { effectivePolicy, entryPath, formatObjectRef, type SourcePolicy } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { othersThan, toRelated } from '../context/across-objects.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';

/** Two entries of one source, in any two objects, must agree: the operator refuses to render anything when they do not (DOMAIN 2.2). */
export default defineRule({
  id: 'no-conflicting-source-policy',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-POLICY-CONFLICT'],
    summary: 'Entries for one source agree on mirrorSourcePolicy in all objects.',
    why: 'While two entries disagree, the Machine Config Operator applies no mirror or registry change in the whole cluster, without a condition or event that says so, and upgrades get stuck. An unset policy counts as AllowContactingSource, and so does every entry of an ImageContentSourcePolicy; entries without mirrors count too.',
    fix: 'Give every entry of the source the same mirrorSourcePolicy. To change it, take the source out of the other objects first.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('platform').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          itms('team').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
        [
          idms('platform').mirror('quay.io/team', ['a.example.com/team'], 'AllowContactingSource'),
          idms('team').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('platform').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          itms('team').mirror('quay.io/team', ['a.example.com/team']),
        ],
        [
          icsp('platform').mirror('quay.io/team', ['a.example.com/team']),
          idms('team').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    const { after, touched } = facts.mirrorSets;
    // By source and policy: an object can name one source in thousands of entries.
    const known = new Map<string, ReadonlyMap<SourcePolicy, readonly Contribution[]>>();
    for (const source of touched) {
      const others = othersThan(subject, after.of(source));
      if (others.length > 0) known.set(source, Map.groupBy(others, policyOf));
    }
    if (known.size === 0) return;
    for (const entry of subject.entries) {
      const own: Contribution = { object: subject, entry };
      const others = known.get(entry.source);
      const rivals =
        others?.get(
          policyOf(own) === 'NeverContactSource' ? 'AllowContactingSource' : 'NeverContactSource',
        ) ?? [];
      const [rival] = rivals;
      if (rival === undefined) continue;
      yield {
        path: [
          ...entryPath(subject.kind, entry),
          entry.policy === undefined ? 'source' : 'mirrorSourcePolicy',
        ],
        message: `the cluster would stop applying mirror changes: ${quote(entry.source)} is ${wordsFor(own)} here, but ${wordsFor(rival)} in ${formatObjectRef(rival.object)}`,
        related: toRelated(rivals),
        key: JSON.stringify([entry.source, policyOf(own), formatObjectRef(rival.object), rivals.length]),
      };
    }
  },
});

function policyOf({ entry }: Contribution) {
  return effectivePolicy(entry);
}

function wordsFor({ object, entry }: Contribution): string {
  if (entry.policy !== undefined) return entry.policy;
  return object.kind === 'ImageContentSourcePolicy'
    ? 'always AllowContactingSource'
    : 'AllowContactingSource (unset)';
}
