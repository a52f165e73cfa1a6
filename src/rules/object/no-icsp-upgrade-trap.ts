import { isValidLocation } from '../../model/location/location.ts';
import { problemsOfEntry } from '../../model/merge/validate.ts';
import { formatOpenShiftVersion, isAtLeast, type OpenShiftVersion } from '../../model/openshift-version.ts';
import { behaviorOf } from '../../model/operator-behavior.ts';
import { quote } from '../../model/text/quote.ts';
import { brokenPulls } from '../context/format-faults.ts';
import { walkValues } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { icsp } from '../example.ts';

/**
 * Starting with 4.16 the operator checks ImageContentSourcePolicies against the patterns of the newer kinds
 * (DOMAIN 1.4), and the format rules deny these values.
 */
export default defineRule({
  id: 'no-icsp-upgrade-trap',
  // Not `requires`: if the version is unknown, the format rules deny these values.
  uses: ['clusterVersion'],
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-416'],
    summary: 'Disallow ImageContentSourcePolicy values that OpenShift 4.16 rejects',
    why:
      'Before 4.16, neither the API server nor the Machine Config Operator checks the format of these ' +
      'values. The operator of 4.16 stops at the first invalid value: the upgrade does not complete, and ' +
      'all machine config pools become degraded.',
    fix: 'Write host[:port][/path] in lowercase, without a scheme, tag, digest or trailing slash.',
    severity: 'warn',
    since: '0.1.0',
    kinds: ['ImageContentSourcePolicy'],
    examples: {
      valid: [
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.15.12' },
      ],
      invalid: [
        { subject: icsp('team').mirror('quay.io/Team', ['mirror.example.com/team']), version: '4.15.12' },
        { subject: icsp('team').mirror('quay.io/team', ['*.example.com/team']), version: '4.14.1' },
      ],
    },
  },

  *check({ subject, facts }) {
    const version = facts.clusterVersion?.version;
    if (version === undefined || isAtLeast(version, 4, 16)) return;
    for (const value of walkValues(subject)) {
      const { text, role, path } = value;
      // The format rules deny a mirror that breaks pulls on this release.
      if (isValidLocation(text, role) || brokenPulls(value) !== undefined) continue;
      if (isRejectedBy(version, text)) {
        const message =
          `OpenShift ${formatOpenShiftVersion(version)} rejects the ${role} ${quote(text)}; ` +
          'the MCO would stop applying all mirror changes. Correct the value';
        yield { path, message, severity: 'deny' };
      } else {
        yield {
          path,
          message:
            `OpenShift 4.16 and later reject the ${role} ${quote(text)}; ` +
            'the upgrade to 4.16 would not complete. Correct the value before you upgrade',
        };
      }
    }
  },
});

/** The operator applies the same check to sources and mirrors. */
function isRejectedBy(version: OpenShiftVersion, source: string): boolean {
  const contribution = {
    object: { kind: 'ImageContentSourcePolicy', name: '' },
    entry: { source, mirrors: [], index: 0 },
  } as const;
  return problemsOfEntry(contribution, undefined, behaviorOf(version)).length > 0;
}
