import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The merge skips an entry without mirrors together with its policy, but the conflict check includes it
 * (DOMAIN 2.2, 3.1).
 */
export default defineRule({
  id: 'no-policy-without-mirrors',
  meta: {
    category: 'pull',
    domain: ['POL-NO-MIRROR'],
    summary: 'Disallow mirrorSourcePolicy without mirrors',
    why:
      'The Machine Config Operator skips an entry without mirrors together with its policy, so ' +
      'NeverContactSource does not block the source. The policy still takes part in the conflict check, ' +
      'where it can stop all mirror changes of the cluster.',
    fix:
      'Add a mirror, or remove mirrorSourcePolicy. To block a registry, use blockedRegistries of ' +
      'image.config.openshift.io/cluster.',
    severity: 'deny',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet'],
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        idms('team').mirror('quay.io/team'),
      ],
      invalid: [
        idms('team').mirror('quay.io/team', undefined, 'NeverContactSource'),
        idms('team').mirror('quay.io/team', [], 'AllowContactingSource'),
      ],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      const { source, mirrors, policy } = entry;
      if (policy === undefined || mirrors.length > 0) continue;
      const message =
        policy === 'NeverContactSource'
          ? `NeverContactSource does not block ${quote(source)} because the entry has no mirrors; add a ` +
            'mirror'
          : `${policy} has no effect on ${quote(source)} because the entry has no mirrors; remove the policy`;
      yield { path: [...entryPath(subject.kind, entry), 'mirrorSourcePolicy'], message };
    }
  },
});
