import { judgeByPolicy, type PolicyVerdict } from '../../model/files/policy-json.ts';
import type { NodeView } from '../../model/index/node-view.ts';
import type { MirrorSetsFact, NodesFact } from '../../model/index/project-write.ts';
import { foundOnce } from '../found-once.ts';
import { isPayloadAlone } from './payload-lists.ts';

const longestName = 255;

/** A source with mirrors whose pulls the nodes reject all the same. */
export interface RejectedSource {
  readonly source: string;
  /** The blocked scope that rejects it; undefined where it is only not among those allowed. */
  readonly blockedBy: string | undefined;
}

/** Sources that this write touches, and that policy.json comes to reject although they have mirrors (DOMAIN 4.4). */
export function newlyRejectedSources(
  mirrorSets: MirrorSetsFact,
  nodes: NodesFact,
  kind: 'blocked' | 'not-allowed',
): readonly RejectedSource[] {
  return findRejected(nodes, mirrorSets).filter(
    ({ blockedBy }) => (blockedBy === undefined) === (kind === 'not-allowed'),
  );
}

const findRejected = foundOnce(
  ({ before, after }: NodesFact, { touched }: MirrorSetsFact): readonly RejectedSource[] => {
    if (after.policy.kind !== 'written' || isPayloadAlone(after)) return [];
    const rejected: RejectedSource[] = [];
    for (const source of touched) {
      // No image has such a name, and each of its parts is a scope to look up.
      if (source.length > longestName) continue;
      const now = verdictOn(source, after);
      if (now?.verdict !== 'reject' || verdictOn(source, before)?.verdict === 'reject') continue;
      rejected.push({ source, blockedBy: now.scope });
    }
    return rejected;
  },
);

/** Undefined where the source has no mirror, or the nodes accept everything. */
function verdictOn(
  source: string,
  { policy, mirrorSets }: NodeView,
): { readonly verdict: PolicyVerdict; readonly scope: string | undefined } | undefined {
  if (policy.kind !== 'written' || !mirrorSets.has(source)) return undefined;
  return judgeByPolicy(policy.policy, { name: source });
}
