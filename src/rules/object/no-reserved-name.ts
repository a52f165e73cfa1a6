import type { MirrorSetKind } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';

/** Tools that write mirror sets use fixed names and replace the whole object (DOMAIN 8.2 to 8.4). */
export default defineRule({
  id: 'no-reserved-name',
  meta: {
    category: 'rollout',
    domain: ['R-NAME'],
    summary: 'Disallow object names that a tool overwrites',
    why:
      'The installer and HyperShift write mirror sets with fixed names and replace the whole object each ' +
      'time. Manual changes to such an object are lost.',
    fix:
      'No action is required unless you maintain the object by hand. In that case, move your entries to ' +
      'an object with another name.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        itms('image-digest-mirror').mirror('quay.io/team', ['mirror.example.com/team']),
        idms('idms-release-0').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
      ],
      invalid: [
        idms('image-digest-mirror').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
        icsp('image-policy-0').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
      ],
    },
  },

  *check({ subject: { kind, name } }) {
    const owner = ownerOf(kind, name);
    if (owner === undefined) return;
    yield {
      path: ['metadata', 'name'],
      message:
        `${owner} also writes ${quote(name)} and replaces the whole object; manual changes are lost. Use ` +
        'another name',
    };
  },
});

/** The names of oc-mirror are not included: people apply its output, and cannot choose other names for it. */
function ownerOf(kind: MirrorSetKind, name: string): string | undefined {
  if (kind === 'ImageContentSourcePolicy')
    return /^image-policy-\d+$/.test(name) ? 'the installer' : undefined;
  if (kind === 'ImageTagMirrorSet') return undefined;
  if (name === 'image-digest-mirror') return 'the installer';
  return name === 'cluster' ? 'HyperShift (in a hosted cluster)' : undefined;
}
