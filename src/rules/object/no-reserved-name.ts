import type { MirrorSetKind } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms, itms } from '../example.ts';

/** Tools that write mirror sets use fixed names, and write the whole object afresh (DOMAIN 8.2 to 8.4). */
export default defineRule({
  id: 'no-reserved-name',
  meta: {
    category: 'rollout',
    domain: ['R-NAME'],
    summary: 'Objects that people keep have names that no tool uses.',
    why: 'oc-mirror, the installer and HyperShift write mirror sets under fixed names, each time as a whole. Changes made by hand to such an object are lost with the next run.',
    fix: 'Put own entries into an object with a name of its own. Nothing is to do for objects that only the tool writes.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
        itms('image-digest-mirror').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        idms('idms-release-0').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
        icsp('image-policy-0').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
      ],
    },
  },

  *check({ subject: { kind, name } }) {
    const owner = ownerOf(kind, name);
    if (owner === undefined) return;
    yield {
      path: ['metadata', 'name'],
      message: `${owner} writes ${quote(name)} too, as a whole: changes by hand are lost with its next run`,
    };
  },
});

function ownerOf(kind: MirrorSetKind, name: string): string | undefined {
  if (kind === 'ImageContentSourcePolicy')
    return /^image-policy-\d+$/.test(name) ? 'the installer' : undefined;
  const prefix = kind === 'ImageDigestMirrorSet' ? 'idms' : 'itms';
  if (['release', 'operator', 'generic'].some((part) => name === `${prefix}-${part}-0`)) return 'oc-mirror';
  if (kind === 'ImageTagMirrorSet') return undefined;
  if (name === 'image-digest-mirror') return 'the installer';
  return name === 'cluster' ? 'HyperShift, in a hosted cluster,' : undefined;
}
