import { fieldOf } from '../../model/json.ts';
import { hasMirrorSets } from '../context/release-advice.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/**
 * The CLI reads a document of this unused kind as the ImageContentSourcePolicy that it resembles; the
 * manifest still has its kind.
 */
export default defineRule({
  id: 'no-image-content-policy',
  uses: ['clusterVersion'],
  meta: {
    category: 'manifest',
    domain: ['FMT-IMAGECONTENTPOLICY'],
    summary: 'Disallow the kind ImageContentPolicy',
    why:
      'The API server stores the object, but no component reads it. The Machine Config Operator writes ' +
      'no mirrors for it, and no node uses them.',
    fix: 'Use ImageDigestMirrorSet for pulls by digest, and ImageTagMirrorSet for pulls by tag.',
    severity: 'deny',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        icsp('team')
          .with({ apiVersion: 'config.openshift.io/v1', kind: 'ImageContentPolicy' })
          .mirror('quay.io/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject, facts }) {
    if (fieldOf(subject.written ?? subject.object, 'kind') !== 'ImageContentPolicy') return;
    yield {
      path: ['kind'],
      message:
        'no OpenShift component reads ImageContentPolicy, so its mirrors have no effect; use ' +
        (hasMirrorSets(facts.clusterVersion) ? 'ImageDigestMirrorSet' : 'ImageContentSourcePolicy'),
    };
  },
});
