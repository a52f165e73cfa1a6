import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatOpenShiftVersion } from '../../model/openshift-version.ts';
import { readsKind } from '../../model/operator-behavior.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';

/**
 * The two newer kinds were added in 4.13 (DOMAIN 1.1). An older API server does not have them, so only files
 * can contain them.
 */
export default defineRule({
  id: 'no-mirror-set-before-4-13',
  // Not `requires`: almost every release has all kinds, so the rule reports nothing if the version is
  // unknown.
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: [],
    summary: 'Disallow ImageDigestMirrorSet and ImageTagMirrorSet before OpenShift 4.13',
    why:
      'An API server before 4.13 does not have these kinds and rejects the manifest. If the rest of a ' +
      'file is applied, the cluster runs without these mirrors.',
    fix:
      'Use an ImageContentSourcePolicy for digest mirrors, or upgrade first. No older kind supports tag ' +
      'mirrors.',
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
    if (version === undefined || readsKind(version, kind)) return;
    const advice =
      mirrorSetKinds[kind].pulls === 'digest'
        ? 'use an ImageContentSourcePolicy, or upgrade first'
        : 'no older kind supports tag mirrors; upgrade first';
    yield {
      path: ['kind'],
      message:
        `OpenShift ${formatOpenShiftVersion(version)} does not have the kind ${kind}, which 4.13 adds; ` +
        `${advice}`,
    };
  },
});
