import { formatOpenShiftVersion, isAtLeast } from '../../model/openshift-version.ts';
import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The definition has allowed wildcards since 4.13, the operator behind it only since 4.16 (DOMAIN 1.4). */
export default defineRule({
  id: 'no-wildcard-source-before-4-16',
  // Not `needs`: without a wildcard there is nothing to know.
  uses: ['clusterVersion'],
  meta: {
    category: 'pull',
    domain: ['SRC-WILD-OLD'],
    summary: 'Wildcard sources are used from OpenShift 4.16 on.',
    why: 'Before 4.16 the API server stores a wildcard source, and then the Machine Config Operator stops applying any mirror or registry change in the whole cluster, until the object is gone.',
    fix: 'Name each source, or upgrade first.',
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
      const cannotUse = `cannot use the wildcard source ${quote(text)}: it would stop applying all mirror changes in the cluster`;
      if (version === undefined)
        yield { path, message: `OpenShift before 4.16 ${cannotUse}`, severity: 'audit' };
      else yield { path, message: `OpenShift ${formatOpenShiftVersion(version)} ${cannotUse}` };
    }
  },
});
