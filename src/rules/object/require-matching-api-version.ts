import { fieldOf } from '../../model/json.ts';
import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** The API server calls a webhook only for versions that it has, so only files contain this mistake. */
export default defineRule({
  id: 'require-matching-api-version',
  meta: {
    category: 'format',
    domain: ['FMT-KIND'],
    summary: 'Require the apiVersion that belongs to the kind',
    why:
      'The three kinds belong to two API groups, and a copied header often belongs to another kind. The ' +
      'API server then reports that the kind does not exist.',
    fix:
      'Use config.openshift.io/v1 for ImageDigestMirrorSet and ImageTagMirrorSet, and ' +
      'operator.openshift.io/v1alpha1 for ImageContentSourcePolicy.',
    severity: 'deny',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        icsp('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        idms('team')
          .with({ apiVersion: 'operator.openshift.io/v1alpha1' })
          .mirror('quay.io/team', ['mirror.example.com/team']),
        idms('team').with({ apiVersion: null }).mirror('quay.io/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    const manifest = subject.written ?? subject.object;
    // The CLI reads other kinds as this one; they belong to other groups.
    if (fieldOf(manifest, 'kind') !== subject.kind) return;
    const { apiVersion } = mirrorSetKinds[subject.kind];
    const given = fieldOf(manifest, 'apiVersion');
    if (given === apiVersion) return;
    const shown = typeof given === 'string' ? `is ${quote(given)}` : 'is missing';
    yield {
      path: ['apiVersion'],
      message:
        `apiVersion of ${subject.kind} must be ${quote(apiVersion)}, but ${shown}; ` +
        'error: "no matches for kind". Correct the apiVersion',
    };
  },
});
