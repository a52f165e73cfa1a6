import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatOpenShiftVersion } from '../../model/openshift-version.ts';
import { behaviourOf } from '../../model/operator-behaviour.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';

/** The two newer kinds came with 4.13 (DOMAIN 1.1): an older API server does not know them, which only files can show. */
export default defineRule({
  id: 'no-mirror-set-before-4-13',
  // Not `needs`: nearly every release has all kinds, and nothing is amiss where the release is not known.
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: [],
    summary: 'ImageDigestMirrorSet and ImageTagMirrorSet are used from OpenShift 4.13 on.',
    why: 'An older API server does not know these kinds and refuses the manifest; where others are applied with it, the cluster is left without these mirrors.',
    fix: 'Write mirrors for digests into an ImageContentSourcePolicy, or upgrade first. Mirrors for tags have no older form.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.13.0' },
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.12.45' },
      ],
      invalid: [
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.12.45' },
        { subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.12.45' },
      ],
    },
  },

  *check({ subject: { kind }, facts }) {
    const version = facts.clusterVersion?.version;
    if (version === undefined || behaviourOf(version).readsKind[kind]) return;
    const older =
      mirrorSetKinds[kind].pulls === 'digest' ? '; an ImageContentSourcePolicy says the same there' : '';
    yield {
      path: ['kind'],
      message: `OpenShift ${formatOpenShiftVersion(version)} does not know the kind ${kind}, 4.13 is the first that does${older}`,
    };
  },
});
