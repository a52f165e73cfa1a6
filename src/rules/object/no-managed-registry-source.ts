import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const managed = { isManaged: true, isHostedGuest: false, isHostingHub: false, isSingleNode: false };

/** ROSA classic and OpenShift Dedicated reject these sources with one message for all of them (DOMAIN 9). */
export default defineRule({
  id: 'no-managed-registry-source',
  // Not `requires`: these sources are common on other platforms, so the rule reports nothing if it is
  // unknown.
  uses: ['platform'],
  silentWithout: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-MANAGED'],
    summary: 'Disallow platform registries as sources on managed OpenShift',
    why:
      'On ROSA classic and OpenShift Dedicated, a webhook of the service rejects mirror sets for ' +
      'registry.redhat.io as a whole, for quay.io, and for every source that starts with ' +
      'registry.access.redhat.com. It applies to all users.',
    fix: 'Remove the source. You can mirror single organizations of registry.redhat.io.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      platform: {
        kind: 'choice',
        of: ['detect', 'managed'],
        default: 'detect',
        description:
          'How the rule determines whether OpenShift is managed: `detect` reads it from the cluster and ' +
          'reports nothing if it is unknown; `managed` assumes a managed cluster, for example for files.',
      },
    },
    examples: {
      valid: [
        {
          subject: idms('redhat').mirror('registry.redhat.io/ubi9', ['mirror.example.com/ubi9']),
          facts: { platform: managed },
        },
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          facts: { platform: managed },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          options: { platform: 'managed' },
        },
      ],
    },
  },

  *check({ subject, facts, options: { platform } }) {
    if (platform === 'detect' && facts.platform?.isManaged !== true) return;
    for (const entry of subject.entries) {
      if (!isRejected(entry.source)) continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message:
          `managed OpenShift rejects mirrors for ${quote(entry.source)}, which is a platform registry; ` +
          'remove the source',
      };
    }
  },
});

/**
 * The regular expression of the service is
 * `(^registry\.redhat\.io$|^quay\.io(/.*)?$|^registry\.access\.redhat\.com(/.*)?)`. Its last alternative has
 * no end anchor, so it matches every source with that prefix. A dot does not match a line break.
 */
function isRejected(source: string): boolean {
  if (source === 'registry.redhat.io' || source === 'quay.io') return true;
  return (
    (source.startsWith('quay.io/') && !source.includes('\n')) ||
    source.startsWith('registry.access.redhat.com')
  );
}
