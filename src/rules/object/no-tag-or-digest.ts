import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';

/** Mirrors are prefixes: CRI-O takes the tag or digest from the pull, never from the configuration. */
export default defineRule({
  id: 'no-tag-or-digest',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-TAGDIGEST'],
    summary: 'Sources and mirrors name repositories or registries, not single images.',
    why: 'An entry redirects every pull below its source, whatever its tag or digest; a single image cannot be redirected. The API server refuses the value with a regular expression.',
    fix: 'Remove the tag or digest.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team/app', ['mirror.example.com/team/app']),
        idms('team').mirror('registry.example.com:5000', ['mirror.example.com:5000']),
      ],
      invalid: [
        itms('team').mirror('quay.io/team/app:v1', ['mirror.example.com/team/app']),
        idms('team').mirror('quay.io/team/app', ['mirror.example.com/team/app@sha256:0123']),
      ],
    },
  },

  check: (context) =>
    reportFaults(context, ['tag-or-digest'], ({ text, fault }) => {
      return `${quote(text)} names an image, not a repository or registry: ${quote(fault.component)} ${fault.reason}`;
    }),
});
