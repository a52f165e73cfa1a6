import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { formatObjectRef, hasRealMirror, type MirrorEntry, type MirrorSet } from '../../model/mirror-set.ts';
import { isSameList } from '../context/merge-remarks.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** The second step of a migration: the merge is the same without the policy, so nothing on the nodes changes (DOMAIN 6.2). */
export default defineRule({
  id: 'prefer-removing-replaced-icsp',
  requires: ['mirrorSets'],
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-TOMBSTONE'],
    summary: 'An ImageContentSourcePolicy that ImageDigestMirrorSets have replaced is deleted.',
    why: 'While it is there it takes part in the merge and in the check for conflicting policies: a later change of the ImageDigestMirrorSet works only half, or stops the operator.',
    fix: 'Delete the ImageContentSourcePolicy once this change is rolled out. Nothing changes on the nodes, and none is drained.',
    severity: 'audit',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet'],
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

  *check({ facts }) {
    const { before, after, touched } = facts.mirrorSets;
    const candidates = new Map<string, MirrorSet>();
    for (const source of touched) {
      for (const { object } of after.of(source)) {
        const policy = object.kind === 'ImageContentSourcePolicy' ? after.object(object) : undefined;
        if (policy !== undefined) candidates.set(policy.name, policy);
      }
    }
    for (const policy of candidates.values()) {
      if (!isReplaced(policy, after) || isReplaced(policy, before)) continue;
      yield {
        path: [],
        message: `${formatObjectRef(policy)} has no effect beside this: delete it once this is rolled out, which drains no node`,
        related: [{ kind: policy.kind, name: policy.name, path: [] }],
      };
    }
  },
});

/** Whether each entry that plays a part has an equal one in an ImageDigestMirrorSet. */
function isReplaced({ entries }: MirrorSet, view: MirrorSetsView): boolean {
  return (
    entries.some(hasRealMirror) && entries.filter(hasRealMirror).every((entry) => isCovered(entry, view))
  );
}

function isCovered({ source, mirrors }: MirrorEntry, view: MirrorSetsView): boolean {
  return view
    .of(source)
    .some(
      ({ object, entry }) => object.kind === 'ImageDigestMirrorSet' && isSameList(entry.mirrors, mirrors),
    );
}
