import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const managed = { isManaged: true, isHostedGuest: false, isHostingHub: false, isSingleNode: false };

/** ROSA classic and OpenShift Dedicated refuse these themselves, with one sentence for all of them (DOMAIN 9). */
export default defineRule({
  id: 'no-managed-registry-source',
  // Elsewhere these are everyday sources: while the platform is not known there is nothing to say.
  uses: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-MANAGED'],
    summary: 'On managed OpenShift the registries of the platform are not mirrored.',
    why: 'On ROSA classic and OpenShift Dedicated a webhook of the service refuses mirror sets for registry.redhat.io as a whole, for quay.io, and for everything that begins with registry.access.redhat.com. It applies to every user.',
    fix: 'Leave the source out. Organizations of registry.redhat.io can be mirrored one by one.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      platform: {
        kind: 'choice',
        of: ['detect', 'managed'],
        default: 'detect',
        description:
          'Whether the cluster is a managed one: `detect` asks the cluster (nothing is said while that is not known), `managed` says so, for clusters that cannot be asked and for files.',
      },
    },
    examples: {
      valid: [
        {
          subject: idms('redhat').mirror('registry.redhat.io/ubi9', ['mirror.example.com/ubi9']),
          around: { platform: managed },
        },
        idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          around: { platform: managed },
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
      if (!isRefused(entry.source)) continue;
      yield {
        path: [...entryPath(subject.kind, entry), 'source'],
        message: `managed OpenShift refuses mirrors for ${quote(entry.source)}: it is a registry of the platform`,
      };
    }
  },
});

/**
 * The service's own expression, `(^registry\.redhat\.io$|^quay\.io(/.*)?$|^registry\.access\.redhat\.com(/.*)?)`: its last
 * alternative has no end, so that it matches whatever begins so. A dot does not match a line break.
 */
function isRefused(source: string): boolean {
  if (source === 'registry.redhat.io' || source === 'quay.io') return true;
  return (
    (source.startsWith('quay.io/') && !source.includes('\n')) ||
    source.startsWith('registry.access.redhat.com')
  );
}
