import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { effectivePolicy, formatObjectRef, isSameObject, type MirrorEntry } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { participantOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';
import type { Participant } from '../finding.ts';

/** Entries for one source must agree in all objects; otherwise the operator renders nothing (DOMAIN 2.2). */
export default defineStateRule({
  id: 'no-conflicting-source-policy',
  meta: {
    category: 'across-objects',
    domain: ['X-POLICY-CONFLICT'],
    summary: 'Disallow different mirrorSourcePolicy values for one source',
    why:
      'While two entries disagree, the Machine Config Operator applies no mirror or registry change ' +
      'in the whole cluster and blocks upgrades. No condition or event reports it. An unset policy ' +
      'counts as AllowContactingSource, and so does every entry of an ImageContentSourcePolicy; ' +
      'entries without mirrors count too.',
    fix:
      'Set the same mirrorSourcePolicy in every entry of the source. To change it in several objects, ' +
      'announce the change with the annotation `mirrorguard.io/policy-change`.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('all').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          itms('team').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
        [
          idms('all').mirror('quay.io/team', ['a.example.com/team'], 'AllowContactingSource'),
          idms('team').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('all').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
          itms('team').mirror('quay.io/team', ['a.example.com/team']),
        ],
        [
          icsp('all').mirror('quay.io/team', ['a.example.com/team']),
          idms('team').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource'),
        ],
      ],
    },
  },

  *check({ cluster, sources }) {
    for (const source of sources) {
      const entries = cluster.mirrorSets.of(source);
      if (entries.length < 2) continue;
      const { NeverContactSource: never = [], AllowContactingSource: allow = [] } = Object.groupBy(
        entries,
        ({ entry }) => effectivePolicy(entry),
      );
      const [first] = never;
      // no-conflicting-policy-in-object reports conflicts between entries of one object.
      if (first === undefined || allow.length === 0 || isOneObject(entries)) continue;
      yield {
        identity: source,
        about: source,
        involves: [...never, ...allow].map(toParticipant),
        message: (here) =>
          describe(source, here, conflictingEntry(here, here?.entry && isNever(here.entry) ? allow : never)),
      };
    }
  },
});

function describe(source: string, here: Participant | undefined, { object, entry }: Contribution): string {
  const own =
    here?.entry === undefined
      ? 'another entry sets the opposite'
      : `this entry ${policyOf(here.kind, here.entry)}`;
  return (
    `${formatObjectRef(object)} ${policyOf(object.kind, entry)} for ${quote(source)}, but ${own}; ` +
    'the Machine Config Operator would stop applying mirror changes: "conflicting mirrorSourcePolicy is set"'
  );
}

/** The first entry with the other policy, preferably of another object. */
function conflictingEntry(here: Participant | undefined, candidates: readonly Contribution[]): Contribution {
  const other = candidates.find(({ object }) => !isSameObject(object, here));
  return other ?? (candidates[0] as Contribution);
}

function toParticipant(contribution: Contribution): Participant {
  return participantOf(
    contribution,
    contribution.entry.policy === undefined ? 'source' : 'mirrorSourcePolicy',
  );
}

function isNever(entry: MirrorEntry): boolean {
  return effectivePolicy(entry) === 'NeverContactSource';
}

function isOneObject([first, ...others]: readonly Contribution[]): boolean {
  return others.every(
    ({ object }) => object.kind === first?.object.kind && object.name === first.object.name,
  );
}

function policyOf(kind: string, { policy }: MirrorEntry): string {
  if (policy !== undefined) return `has ${policy}`;
  return kind === 'ImageContentSourcePolicy'
    ? 'always has AllowContactingSource'
    : 'has AllowContactingSource (unset)';
}
