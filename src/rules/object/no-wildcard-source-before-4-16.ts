import { formatOpenShiftVersion, isAtLeast } from '../../model/openshift-version.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The CRD has allowed wildcards since 4.13, but the operator only since 4.16 (DOMAIN 1.4). */
export default defineRule({
  id: 'no-wildcard-source-before-4-16',
  // Not `requires`: objects without wildcards can be evaluated if the version is unknown.
  uses: ['clusterVersion'],
  meta: {
    category: 'pull',
    domain: ['SRC-WILD-OLD'],
    summary: 'Disallow wildcard sources before OpenShift 4.16',
    why:
      'Before 4.16, the API server stores a wildcard source. The Machine Config Operator then stops ' +
      'applying mirror and registry changes in the whole cluster until the object is deleted.',
    fix: 'List each source, or upgrade first.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        { subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']), version: '4.16.0' },
      ],
      invalid: [
        { subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']), version: '4.15.12' },
        idms('all').mirror('*.example.com', ['mirror.example.org/all']),
      ],
    },
  },

  *check({ subject, facts }) {
    const version = facts.clusterVersion?.version;
    if (version !== undefined && isAtLeast(version, 4, 16)) return;
    for (const { text, path } of locationsWith(subject, 'wildcard')) {
      const unsupported =
        `does not support the wildcard source ${quote(text)}; the MCO would stop applying all mirror ` +
        'changes: "wildcard entries are not supported". List each source';
      if (version === undefined)
        yield { path, message: `OpenShift before 4.16 ${unsupported}`, severity: 'audit' };
      else yield { path, message: `OpenShift ${formatOpenShiftVersion(version)} ${unsupported}` };
    }
  },
});
