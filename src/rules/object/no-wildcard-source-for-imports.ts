import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The API server of OpenShift resolves imports itself, and sets each prefix to the location: a wildcard has none (DOMAIN 8.5). */
export default defineRule({
  id: 'no-wildcard-source-for-imports',
  meta: {
    category: 'rollout',
    domain: ['R-IMPORT'],
    summary: 'Sources that ImageStreams import from are named, without wildcards.',
    why: 'Imports of ImageStreams are done by the API server, not by nodes, and it ignores wildcard sources: the import goes to the source itself.',
    fix: 'Nothing, if no ImageStream imports from there; otherwise name the registries as sources.',
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
        message: `imports of ImageStreams do not use the mirrors of the wildcard ${quote(text)}`,
      };
  },
});
