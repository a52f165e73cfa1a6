import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The OpenShift API server resolves imports itself and uses the location as the prefix, which a wildcard does
 * not have (DOMAIN 8.5).
 */
export default defineRule({
  id: 'no-wildcard-source-for-imports',
  meta: {
    category: 'rollout',
    domain: ['R-IMPORT'],
    summary: 'Disallow wildcard sources for ImageStream imports',
    why:
      'The OpenShift API server imports ImageStreams, not the nodes. It ignores wildcard sources and ' +
      'imports from the source itself.',
    fix:
      'No action is required unless an ImageStream imports from a matching registry. In that case, list ' +
      'the registry as a source.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [idms('lab').mirror('lab.example.com', ['mirror.example.org/lab'])],
      invalid: [idms('all').mirror('*.example.com', ['mirror.example.org/all'])],
    },
  },

  *check({ subject }) {
    for (const { text, path } of locationsWith(subject, 'wildcard'))
      yield {
        path,
        message:
          'ImageStream imports do not use the mirrors of the wildcard ' +
          `${quote(text)}; list the registries`,
      };
  },
});
