import type { ClusterVersionFact } from '../../model/facts.ts';
import { resolveReference } from '../../model/files/resolve.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { imageConfigList, namesOf, participantsOf } from '../context/participants.ts';
import {
  ownReleaseRepository,
  payloadFamilies,
  payloadRepositories,
} from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, itms } from '../example.ts';
import type { Severity, StateFinding } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`;
const anyDigest = `sha256:${'0'.repeat(64)}`;

/** The payload is pulled by digest, so tag mirrors do not serve it (DOMAIN 4.1, 7.4). */
export default defineStateRule({
  id: 'no-unreachable-payload',
  uses: ['clusterVersion', 'imageConfig', 'platform'],
  meta: {
    category: 'across-objects',
    domain: ['R-PAYLOAD-CUT'],
    summary: 'Disallow blocking every location of the release images',
    why:
      'Nodes pull the release image and its components by digest. If the source is blocked and no digest ' +
      'mirror remains, a restarted pod of the platform cannot pull its image, new nodes do not join, and ' +
      'upgrades fail.',
    fix:
      'Add an ImageDigestMirrorSet with mirrors of the release repositories, or exclude them from the ' +
      'block with a narrower entry without NeverContactSource.',
    severity: 'deny',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: itms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          cluster: [idms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource')],
          releaseImage,
        },
        {
          subject: itms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
          releaseImage,
        },
      ],
      invalid: [
        {
          subject: itms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          releaseImage,
        },
        {
          subject: itms('okd').mirror('quay.io/okd', ['mirror.example.com/okd'], 'NeverContactSource'),
          releaseImage: `quay.io/okd/scos-release@${anyDigest}`,
        },
      ],
    },
  },

  *check(context) {
    const { clusterVersion } = context.facts;
    for (const { repository, role, severity } of pulledRepositories(clusterVersion)) {
      const found = describeBlocked(repository, context);
      if (found === undefined) continue;
      const { blockers, involves } = found;
      const names = involves.length === 0 ? '' : ` (${namesOf(involves)})`;
      yield {
        identity: repository,
        about: repository,
        involves,
        message:
          `nodes cannot pull ${role} ${quote(repository)}. Every location is in the blocked ` +
          `${quoteSome(blockers, 2)}${names}. ` +
          'New nodes, restarted pods and upgrades fail. Add digest mirrors for it',
        ...(severity === undefined ? {} : { severity }),
      };
    }
  },
});

interface PulledRepository {
  readonly repository: string;
  readonly role: string;
  readonly severity?: Severity;
}

const releases: ReadonlySet<string> = new Set(payloadFamilies.map(({ release }) => release));

/**
 * The release image is in the first one. Where a release of unknown origin has its components is only likely.
 */
function pulledRepositories(version: ClusterVersionFact | undefined): readonly PulledRepository[] {
  const own = ownReleaseRepository(version);
  const isKnown = own === undefined || releases.has(own);
  return payloadRepositories(version).flatMap((repository): readonly PulledRepository[] => {
    if (repository === own || (own === undefined && releases.has(repository)))
      return [{ repository, role: 'the release image' }];
    if (releases.has(repository)) return [];
    return [{ repository, role: 'the components of the release', ...(isKnown ? {} : { severity: 'warn' }) }];
  });
}

/** Undefined if a location is left. */
function describeBlocked(
  repository: string,
  context: StateContext,
): { readonly blockers: readonly string[]; readonly involves: StateFinding['involves'] } | undefined {
  const { cluster } = context;
  const resolution = resolveReference({ name: repository, digest: anyDigest }, cluster.loaded);
  if (resolution.kind !== 'tries') return undefined;
  const blocked = resolution.sources.flatMap(({ blockedBy }) => blockedBy ?? []);
  if (blocked.length < resolution.sources.length) return undefined;
  const blockers = [...new Set(blocked)].reverse();
  const isListed = blockers.some((scope) => cluster.listed.blocked.has(scope));
  return {
    blockers,
    involves: [
      ...participantsOf(blockers.flatMap((scope) => context.contributionsOf(scope))),
      ...(isListed ? [imageConfigList('blockedRegistries')] : []),
    ],
  };
}
