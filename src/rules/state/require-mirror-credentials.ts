import { authorityOf } from '../../model/location/scope.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { quote } from '../../model/text/quote.ts';
import { participantOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Participant } from '../finding.ts';

/** Pull secrets of a namespace apply only to the host of the source (DOMAIN 7.3). */
export default defineStateRule({
  id: 'require-mirror-credentials',
  uses: ['pullSecretHosts', 'clusterVersion'],
  silentWithout: ['pullSecretHosts'],
  meta: {
    category: 'rollout',
    domain: ['R-CREDS'],
    summary: 'Require credentials for the hosts of mirrors in the global pull secret',
    why:
      'For mirrors, nodes use the credentials of the global pull secret and no others: pull secrets of a ' +
      'namespace or a service account are not sent to them. Pulls from a mirror that ' +
      'requires a login fail without them. ' +
      'OpenShift 4.23 and 5.0 can also use pull secrets of a namespace, if a CRIOCredentialProviderConfig ' +
      'matches the image.',
    fix:
      'Add the host, with its port, to the global pull secret. No action is required if the mirror ' +
      'allows anonymous pulls.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          facts: { pullSecretHosts: ['mirror.example.com:5000'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          facts: { pullSecretHosts: ['mirror.example.com', 'quay.io'] },
        },
      ],
    },
  },

  *check({ cluster, facts, sources }) {
    // The webhook does not read secrets, so the hosts are unknown there and the rule reports nothing.
    if (facts.pullSecretHosts === undefined) return;
    const known = new Set(facts.pullSecretHosts);
    const exception = cluster.behavior.hasCredentialProvider
      ? ' unless a CRIOCredentialProviderConfig matches the image'
      : '';
    const mirrors = sources.flatMap((source) => mirrorsOf(source, cluster.mirrorSets.of(source)));
    const unknown = Map.groupBy(
      mirrors.filter(({ host }) => !known.has(host) && !releaseRegistry.test(host)),
      ({ host }) => host,
    );
    for (const [host, found] of unknown) {
      yield {
        identity: host,
        about: host,
        involves: found.map(({ participant }) => participant),
        message:
          `the global pull secret has no credentials for ${quote(host)}; nodes use no others for ` +
          `mirrors${exception}; error: "authentication required". Add them`,
      };
    }
  },
});

/** The registry on the nodes that serves an InternalReleaseImage; nodes have separate credentials for it. */
const releaseRegistry = /^(localhost|api-int\..+):22625$/;

interface HostedMirror {
  readonly host: string;
  readonly participant: Participant;
}

function mirrorsOf(source: string, contributions: readonly Contribution[]): readonly HostedMirror[] {
  return contributions.flatMap((contribution) =>
    contribution.entry.mirrors.flatMap((mirror, index) =>
      mirror === source
        ? []
        : [{ host: authorityOf(mirror), participant: participantOf(contribution, 'mirrors', index) }],
    ),
  );
}
