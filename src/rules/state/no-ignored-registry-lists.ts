import { count } from '../../model/text/count.ts';
import { viewsWithoutFile } from '../context/node-views.ts';
import { participantsOf } from '../context/participants.ts';
import { contributionsToPayload, payloadBlocks } from '../context/payload-lists.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/**
 * Before it blocks the registry of the payload, the operator checks whether the payload has a mirror. If that
 * check fails, it ignores the lists (DOMAIN 4.3).
 */
export default defineStateRule({
  id: 'no-ignored-registry-lists',
  requires: ['imageConfig'],
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-LISTS-VANISH'],
    summary: 'Disallow mirrors that make the operator ignore the registry lists of image.config',
    why:
      'When a blocked registry contains the release image, the operator looks up its mirrors. ' +
      'If that fails, because a mirror cannot be used or a wildcard is in the way, it continues as ' +
      'if blockedRegistries and allowedRegistries were empty: every image can be pulled again, and ' +
      'only its debug log reports it.',
    fix:
      'Correct the mirrors of the release image, which must give valid image names; or do not put a ' +
      'blocked registry inside a wildcard source.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
      invalid: [
        {
          subject: icsp('release').mirror('quay.io/openshift-release-dev', ['mirror/release']),
          imageConfig: { blockedRegistries: ['quay.io', 'docker.io'] },
          releaseImage: `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`,
        },
      ],
    },
  },

  *check(context) {
    const { cluster } = context;
    const { lists, settings } = cluster;
    if (lists.failure?.kind !== 'probe-failed') return;
    const affected = viewsWithoutFile(context.views(), 'registriesConf', 'policyJson');
    if (affected.views.length === 0) return;
    const { blockedRegistries = [], allowedRegistries = [] } = settings.imageConfig;
    const ignored = [
      ...(blockedRegistries.length > 0
        ? [count(blockedRegistries.length, 'blocked registry', 'blocked registries')]
        : []),
      ...(allowedRegistries.length > 0 ? ['the allowed registries'] : []),
    ].join(' and ');
    yield {
      identity: '',
      about: '',
      // If the operator stops, nodes keep their current lists.
      isCovered: context.isStopReported,
      involves: [...participantsOf(contributionsToPayload(cluster)), ...payloadBlocks(cluster)],
      causes: [...blockedRegistries, ...allowedRegistries, ...affected.pools],
      message:
        `nodes${affected.where} would ignore ${ignored} of image.config without any report; ` +
        `the operator cannot look up the release image: ${lists.failure.message}. ` +
        'Correct the mirrors of the release image',
    };
  },
});
