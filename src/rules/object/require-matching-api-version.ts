import { fieldOf } from '../../model/json.ts';
import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** A webhook is only called for what the API server knows, so this is a mistake of files. */
export default defineRule({
  id: 'require-matching-api-version',
  meta: {
    category: 'format',
    domain: ['FMT-KIND'],
    summary: 'The apiVersion is the one of the kind.',
    why: 'The three kinds live in two API groups, and a copied header often belongs to another kind. The API server then answers that there is no such kind.',
    fix: 'Use config.openshift.io/v1 for ImageDigestMirrorSet and ImageTagMirrorSet, operator.openshift.io/v1alpha1 for ImageContentSourcePolicy.',
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
    // Another kind that is only read as this one has a group of its own.
    if (fieldOf(manifest, 'kind') !== subject.kind) return;
    const { apiVersion } = mirrorSetKinds[subject.kind];
    const given = fieldOf(manifest, 'apiVersion');
    if (given === apiVersion) return;
    const shown = typeof given === 'string' ? `not to ${quote(given)}` : 'and no apiVersion is given';
    yield {
      path: ['apiVersion'],
      message: `${subject.kind} belongs to ${apiVersion}, ${shown}: the API server would not know the kind`,
    };
  },
});
