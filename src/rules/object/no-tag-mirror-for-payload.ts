import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import {
  componentRepository,
  nextComponentRepository,
  releaseRepository,
} from '../context/payload-repositories.ts';
import { defineRule } from '../define-rule.ts';
import { itms } from '../example.ts';

const payload: ReadonlySet<string> = new Set([
  releaseRepository,
  componentRepository,
  nextComponentRepository,
]);

/** ClusterVersion names the release by digest, and the release names its components by digest (DOMAIN 4.1). */
export default defineRule({
  id: 'no-tag-mirror-for-payload',
  meta: {
    category: 'rollout',
    domain: ['R-ITMS-PAYLOAD'],
    summary: 'The release and its components are mirrored by an ImageDigestMirrorSet.',
    why: 'A cluster pulls its release and the components by digest, and mirrors for tags are not looked at then. An ImageTagMirrorSet for them drains all nodes and has no effect on the cluster itself.',
    fix: 'Put the source into an ImageDigestMirrorSet.',
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
      if (!payload.has(entry.source)) continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message: `the cluster pulls ${quote(entry.source)} by digest always: mirrors for tags have no effect on it`,
      };
    }
  },
});
