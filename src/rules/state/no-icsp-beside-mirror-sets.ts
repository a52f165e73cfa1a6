import type { MirrorSetsView } from '../../model/index/mirror-sets-view.ts';
import { formatObjectRef, type MirrorSetKind } from '../../model/mirror-set.ts';
import { formatOpenShiftVersion, isAtLeast } from '../../model/openshift-version.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

const newerKinds: readonly MirrorSetKind[] = ['ImageDigestMirrorSet', 'ImageTagMirrorSet'];

/**
 * The first patch releases of 4.13 and 4.14 refused the combination (DOMAIN 1.4). Which ones is not known here, so that refusing
 * would be wrong more often than right.
 */
export default defineRule({
  id: 'no-icsp-beside-mirror-sets',
  requires: ['mirrorSets'],
  uses: ['clusterVersion'],
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-IDMS-OLD'],
    summary:
      'On OpenShift 4.13 and 4.14, ImageContentSourcePolicies do not stand beside the kinds that replace them.',
    why: 'The operators of early 4.13 and 4.14 releases stop applying mirror changes when both exist. Later patch releases merge them.',
    fix: 'Update to the latest patch release first, or replace all ImageContentSourcePolicies in one step.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('new').mirror('quay.io/team', ['a.example.com/team']),
          cluster: [icsp('old').mirror('quay.io/other', ['a.example.com/other'])],
          version: '4.15.2',
        },
      ],
      invalid: [
        {
          subject: idms('new').mirror('quay.io/team', ['a.example.com/team']),
          cluster: [icsp('old').mirror('quay.io/other', ['a.example.com/other'])],
          version: '4.13.1',
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const version = facts.clusterVersion?.version;
    if (version === undefined || !isAtLeast(version, 4, 13) || isAtLeast(version, 4, 15)) return;
    const { before, after } = facts.mirrorSets;
    if (!hasBoth(after) || hasBoth(before)) return;
    const rivalKinds: readonly MirrorSetKind[] =
      subject.kind === 'ImageContentSourcePolicy' ? newerKinds : ['ImageContentSourcePolicy'];
    const rival = rivalKinds.map((kind) => after.firstObjectOf(kind)).find((object) => object !== undefined);
    if (rival === undefined) return;
    yield {
      path: [],
      message: `early releases of OpenShift ${formatOpenShiftVersion(version)} stop applying mirror changes when an ${subject.kind} stands beside ${formatObjectRef(rival)}`,
      related: [{ kind: rival.kind, name: rival.name, path: [] }],
    };
  },
});

function hasBoth(view: MirrorSetsView): boolean {
  return view.hasObjectOf('ImageContentSourcePolicy') && newerKinds.some((kind) => view.hasObjectOf(kind));
}
