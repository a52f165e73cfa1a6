import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { isSameList } from '../../model/json.ts';
import { formatObjectRef, hasRealMirror, type MirrorEntry, type MirrorSet } from '../../model/mirror-set.ts';
import { participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/**
 * The second step of a migration: without the policy, the merge is the same, so nothing changes on nodes
 * (DOMAIN 6.2).
 */
export default defineStateRule({
  id: 'prefer-removing-replaced-icsp',
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-TOMBSTONE'],
    summary: 'Prefer deleting an ImageContentSourcePolicy that ImageDigestMirrorSets have replaced',
    why:
      'While the ImageContentSourcePolicy exists, it takes part in the merge and in the check for ' +
      'conflicting policies: a later change of the ImageDigestMirrorSet has only part of its effect, or ' +
      'stops the operator.',
    fix:
      'Delete the ImageContentSourcePolicy once this change is rolled out. Nothing changes on the ' +
      'nodes, and none is drained.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          icsp('old')
            .mirror('quay.io/team', ['a.example.com/team'])
            .mirror('quay.io/other', ['a.example.com/other']),
          idms('new').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
      invalid: [
        [
          icsp('old').mirror('quay.io/team', ['a.example.com/team']),
          idms('new').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
    },
  },

  *check({ cluster, sources }) {
    const { mirrorSets } = cluster;
    const policies = new Map<string, MirrorSet>();
    for (const source of sources) {
      for (const { object } of mirrorSets.of(source)) {
        const policy = object.kind === 'ImageContentSourcePolicy' ? mirrorSets.object(object) : undefined;
        if (policy !== undefined) policies.set(policy.name, policy);
      }
    }
    for (const policy of policies.values()) {
      const replacements = replacementsOf(policy, mirrorSets);
      if (replacements === undefined) continue;
      yield {
        identity: policy.name,
        about: policy.name,
        involves: [{ kind: policy.kind, name: policy.name, path: [] }, ...participantsOf(replacements)],
        causes: [],
        message:
          `${formatObjectRef(policy)} has no effect any more: ImageDigestMirrorSets have the same entries. ` +
          'Delete it once they are rolled out, which drains no node',
      };
    }
  },
});

/**
 * The equal entries in ImageDigestMirrorSets; undefined unless every entry with a mirror has an equal entry.
 */
function replacementsOf({ entries }: MirrorSet, mirrorSets: MirrorSetsView) {
  const effective = entries.filter(hasRealMirror);
  const found = effective.flatMap((entry) => equalEntry(entry, mirrorSets) ?? []);
  return found.length > 0 && found.length === effective.length ? found : undefined;
}

function equalEntry({ source, mirrors }: MirrorEntry, mirrorSets: MirrorSetsView) {
  return mirrorSets
    .of(source)
    .find(
      ({ object, entry }) => object.kind === 'ImageDigestMirrorSet' && isSameList(entry.mirrors, mirrors),
    );
}
