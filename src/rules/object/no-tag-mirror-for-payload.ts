import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { itms } from '../example.ts';

/**
 * ClusterVersion refers to the release by digest, and the release refers to its components by digest (DOMAIN
 * 4.1).
 */
export default defineRule({
  id: 'no-tag-mirror-for-payload',
  meta: {
    category: 'rollout',
    domain: ['R-ITMS-PAYLOAD'],
    summary: 'Disallow tag mirrors for the release payload',
    why:
      'A cluster pulls its release and the components by digest, and digest pulls do not use tag ' +
      'mirrors. An ImageTagMirrorSet for these repositories drains all nodes and has no effect on the ' +
      'cluster itself.',
    fix: 'Move the source to an ImageDigestMirrorSet.',
    severity: 'audit',
    since: '0.1.0',
    kinds: ['ImageTagMirrorSet'],
    examples: {
      valid: [itms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        itms('release').mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release']),
      ],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      if (!isPayloadRepository(entry.source)) continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message:
          `the cluster always pulls ${quote(entry.source)} by digest; tag mirrors have no effect on it. ` +
          'Use an ImageDigestMirrorSet',
      };
    }
  },
});
