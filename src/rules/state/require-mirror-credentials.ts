import { authorityOf } from '../../model/location/scope.ts';
import { quote } from '../../model/text/quote.ts';
import { nodeSourcesOf } from '../context/node-sources.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Participant } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

/** Pull secrets of a namespace apply only to the host of the source (DOMAIN 7.3). */
export default defineStateRule({
  id: 'require-mirror-credentials',
  uses: ['pullSecretHosts', 'clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
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

  *check(context) {
    const { cluster, facts } = context;
    // The webhook does not read secrets, so the hosts are unknown there and the rule reports nothing.
    if (facts.pullSecretHosts === undefined) return;
    const known = new Set(facts.pullSecretHosts);
    const isKnown = (host: string) => known.has(host) || releaseRegistry.test(host);
    const exception = cluster.behavior.hasCredentialProvider
      ? ' unless a CRIOCredentialProviderConfig matches the image'
      : '';
    const mirrors = listedMirrors(context);
    const unknown = Map.groupBy(
      mirrors.filter(({ mirror }) => !isKnown(authorityOf(mirror))),
      ({ mirror }) => authorityOf(mirror),
    );
    for (const [host, found] of unknown) {
      yield {
        identity: host,
        about: host,
        involves: found.map(({ place }) => place),
        // Another object with a mirror of these sources does not make it worse.
        causes: found.map(({ source }) => source),
        message:
          `the global pull secret has no credentials for ${quote(host)}; nodes use no others for ` +
          `mirrors${exception}; error: "authentication required". Add them`,
      };
    }
  },
});

/** The registry on the nodes that serves an InternalReleaseImage; nodes have separate credentials for it. */
const releaseRegistry = /^(localhost|api-int\..+):22625$/;

interface UsedMirror {
  readonly source: string;
  readonly mirror: string;
  readonly place: Participant;
}

/** The mirrors that nodes of any pool use, each place once. */
function listedMirrors(context: StateContext<unknown>): readonly UsedMirror[] {
  const mirrors = new Map<string, UsedMirror>();
  for (const sources of context.share(nodeSourcesOf)) {
    for (const source of sources.all()) {
      for (const { mirror, place: findPlace } of sources.listedMirrors(source)) {
        if (mirror === source) continue;
        const place = findPlace();
        const key = `${source} ${mirror} ${place.kind} ${place.name} ${place.path.join('.')}`;
        if (!mirrors.has(key)) mirrors.set(key, { source, mirror, place });
      }
    }
  }
  return [...mirrors.values()];
}
