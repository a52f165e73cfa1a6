import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-law.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Manifests are often made by scripts, and applied before the script has done its work. */
export default defineRule({
  id: 'no-placeholder',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-PLACEHOLDER'],
    summary: 'Sources and mirrors hold no template placeholders.',
    why: 'A variable that was not substituted is applied as text; no registry has such a name, and the API server refuses it with a regular expression.',
    fix: 'Render the template before applying it (envsubst, kustomize, helm), and check that every variable is set.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['mirror.example.com/team'])],
      invalid: [
        idms('team').mirror('quay.io/team', [`\${MIRROR_REGISTRY}/team`]),
        idms('team').mirror('quay.io/team', ['<mirror>/team']),
        idms('team').mirror('quay.io/team', ['{{ .Values.mirror }}/team']),
      ],
    },
  },

  check: (context) =>
    reportFaults(context, ['placeholder'], ({ text, fault }) => {
      return `${quote(text)} still holds a template placeholder (${quote(fault.component)} at character ${fault.at + 1})`;
    }),
});
