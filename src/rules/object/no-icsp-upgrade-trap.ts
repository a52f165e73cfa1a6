import { isValidLocation } from '../../model/location/location.ts';
import { problemsOfEntry } from '../../model/merge/validate.ts';
import { formatOpenShiftVersion, isAtLeast, type OpenShiftVersion } from '../../model/openshift-version.ts';
import { behaviourOf } from '../../model/operator-behaviour.ts';
import { quote } from '../../model/text/quote.ts';
import { walkValues } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { icsp } from '../example.ts';

/** From 4.16 on the operator checks ImageContentSourcePolicies by the patterns of the newer kinds (DOMAIN 1.4), and rules about the format refuse them. */
export default defineRule({
  id: 'no-icsp-upgrade-trap',
  // Not `needs`: where the version is not known, the rules about the format refuse these values.
  uses: ['clusterVersion'],
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-416'],
    summary: 'The values of an ImageContentSourcePolicy are such that OpenShift 4.16 and later accept them.',
    why: 'Neither the API server nor the operator before 4.16 checks the format of these values. The operator of 4.16 does, and stops at the first that is wrong: the upgrade gets stuck half-way, with all machine config pools degraded.',
    fix: 'Write host[:port][/path] in lower case, without scheme, tag, digest and slash at the end.',
    severity: 'warn',
    since: '0.1.0',
    kinds: ['ImageContentSourcePolicy'],
    examples: {
      valid: [
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/team']), version: '4.15.12' },
      ],
      invalid: [
        { subject: icsp('team').mirror('quay.io/team', ['mirror.example.com/team/']), version: '4.15.12' },
        { subject: icsp('team').mirror('quay.io/team', ['*.example.com/team']), version: '4.14.1' },
      ],
    },
  },

  *check({ subject, facts }) {
    const version = facts.clusterVersion?.version;
    if (version === undefined || isAtLeast(version, 4, 16)) return;
    for (const { text, role, path } of walkValues(subject)) {
      if (isValidLocation(text, role)) continue;
      if (isRefusedBy(version, text)) {
        const message = `OpenShift ${formatOpenShiftVersion(version)} stops applying all mirror changes at the ${role} ${quote(text)}`;
        yield { path, message, severity: 'deny' };
      } else {
        yield {
          path,
          message: `${role} ${quote(text)} stops the operator from OpenShift 4.16 on, and with it the upgrade`,
        };
      }
    }
  },
});

/** Sources and mirrors are checked alike there. */
function isRefusedBy(version: OpenShiftVersion, source: string): boolean {
  const contribution = {
    object: { kind: 'ImageContentSourcePolicy', name: '' },
    entry: { source, mirrors: [], index: 0 },
  } as const;
  return problemsOfEntry(contribution, undefined, behaviourOf(version)).length > 0;
}
