import { fieldOf } from '../../model/json.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** Offline, a document of this dead kind is read as the ImageContentSourcePolicy that it resembles; its own kind is still in the manifest. */
export default defineRule({
  id: 'no-image-content-policy',
  meta: {
    category: 'manifest',
    domain: ['FMT-IMAGECONTENTPOLICY'],
    summary: 'Mirrors are not written as ImageContentPolicy.',
    why: 'The API server accepts the kind, but nothing reads it: the Machine Config Operator never did, and no node will use the mirrors.',
    fix: 'Use ImageDigestMirrorSet for pulls by digest, ImageTagMirrorSet for pulls by tag.',
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

  *check({ subject }) {
    if (fieldOf(subject.written ?? subject.object, 'kind') !== 'ImageContentPolicy') return;
    yield {
      path: ['kind'],
      message: 'ImageContentPolicy is never read by OpenShift: the mirrors would have no effect',
    };
  },
});
