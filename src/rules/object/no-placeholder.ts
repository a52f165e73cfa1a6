import { quote } from '../../model/text/quote.ts';
import { reportFaults } from '../context/format-faults.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Scripts often generate manifests, and the manifest can be applied before the template is rendered. */
export default defineRule({
  id: 'no-placeholder',
  uses: ['clusterVersion'],
  meta: {
    category: 'format',
    domain: ['FMT-PLACEHOLDER'],
    summary: 'Disallow template placeholders in sources and mirrors',
    why:
      'If a variable is not substituted, the placeholder is applied as text. No registry has such a ' +
      'name, and the API server rejects the value and reports only a regular expression.',
    fix:
      'Render the template before you apply it (envsubst, kustomize, helm), and check that every ' +
      'variable is set. Declare the variables of an OpenShift Template as parameters.',
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
    reportFaults(
      context,
      ['placeholder'],
      ({ text, role, fault }) =>
        `${role} ${quote(text)} contains a template placeholder (${quote(fault.component)} at character ` +
        `${fault.at + 1}); render the template first`,
    ),
});
