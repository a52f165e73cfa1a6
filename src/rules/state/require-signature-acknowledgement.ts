import { namesOf } from '../context/participants.ts';
import { isHosted } from '../context/rollout.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';

/**
 * The Machine Config Operator of OpenShift 4.20 cannot determine whether the mirrors have signatures (MCO PR
 * 5558, DOMAIN 1.4).
 */
export default defineStateRule({
  id: 'require-signature-acknowledgement',
  requires: ['clusterVersion'],
  uses: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-SIGNATURE-ACK'],
    summary: 'Require the acknowledgement of signatures at mirrors before OpenShift 4.21',
    why:
      'OpenShift 4.21 runs release images only with a Sigstore signature and reads it from the mirror. On ' +
      '4.20, the Machine Config Operator sets Upgradeable to False if an ImageDigestMirrorSet or ' +
      'ImageContentSourcePolicy exists and the administrator has not acknowledged this.',
    fix:
      'Mirror the signatures of the release images (oc-mirror v2 does so). Then set ' +
      'ack-4.20-sigstore-in-4.21 to "true" in ConfigMap openshift-config/admin-acks.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        { subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.20.4' },
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.19.8' },
      ],
      invalid: [
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.20.4' },
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.20.4' },
      ],
    },
  },

  *check({ cluster, facts }) {
    if (!cluster.behavior.requiresSignatureAcknowledgement || isHosted(facts)) return;
    const { mirrorSets } = cluster;
    const first =
      mirrorSets.firstObjectOf('ImageDigestMirrorSet') ??
      mirrorSets.firstObjectOf('ImageContentSourcePolicy');
    if (first === undefined) return;
    yield {
      identity: '',
      about: '',
      // Always the same object, so a further digest mirror set does not make the finding new.
      involves: [{ kind: 'ClusterVersion', name: 'version', path: ['status', 'conditions'] }],
      at: { kind: first.kind, name: first.name, path: [] },
      message:
        `${namesOf([first])} prevents the upgrade to OpenShift 4.21 until ack-4.20-sigstore-in-4.21 is ` +
        'acknowledged. 4.21 requires signatures of the release images at their mirrors; message: "This ' +
        'cluster has mirrors configured". Mirror the signatures, then acknowledge it',
    };
  },
});
