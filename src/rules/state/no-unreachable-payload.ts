import type { ClusterModel } from '../../model/cluster-model.ts';
import type { ClusterVersionFact } from '../../model/facts.ts';
import { policyVerdict } from '../../model/files/policy-json.ts';
import { type Resolution, resolveReference } from '../../model/files/resolve.ts';
import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import { authorityOf, isNestedInside } from '../../model/location/scope.ts';
import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import { PoolModel } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import { joinWords, quoteSome } from '../context/across-objects.ts';
import { causesOfEntry } from '../context/node-sources.ts';
import { type NodeView, nodeViewsOf, poolsOf } from '../context/node-views.ts';
import {
  imageConfigList,
  listedScope,
  machineConfigFile,
  namesOf,
  participantOf,
  participantsOf,
} from '../context/participants.ts';
import { contributionsToPayload, isPayloadAlone, withPayload } from '../context/payload-lists.ts';
import {
  ownReleaseRepository,
  payloadFamilies,
  payloadRepositories,
} from '../context/payload-repositories.ts';
import { adviseAboutBlock } from '../context/release-advice.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms, image, itms } from '../example.ts';
import type { Participant, Severity, StateFinding } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

const releaseImage = `quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}`;
const anyDigest = `sha256:${'0'.repeat(64)}`;

/**
 * The payload is pulled by digest, so tag mirrors do not serve it (DOMAIN 4.1, 7.4). policy.json accepts the
 * repository of the release image in a blocked registry, but not those of its components (DOMAIN 4.4).
 */
export default defineStateRule({
  id: 'no-unreachable-payload',
  uses: ['clusterVersion', 'imageConfig', 'platform', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['R-PAYLOAD-CUT'],
    summary: 'Disallow states in which nodes cannot pull the release images',
    why:
      'Nodes pull the release image and its components by digest. They fail if the source is blocked and ' +
      'no digest mirror remains. They also fail if policy.json rejects the source, because policy.json ' +
      'compares the requested name and never a mirror: with blockedRegistries for its components, and with ' +
      'allowedRegistries that do not list it. They also fail if one mirror gives no ' +
      'valid image name. ' +
      'A restarted pod of the platform then cannot pull its image, new nodes do not join, and upgrades ' +
      'fail.',
    fix:
      'If every location is blocked, add an ImageDigestMirrorSet with mirrors of the release repositories. ' +
      'If policy.json rejects them, replace the block by NeverContactSource, or add them to ' +
      'allowedRegistries.',
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
        {
          subject: idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
          imageConfig: { blockedRegistries: ['quay.io'] },
          releaseImage,
          version: '4.20.7',
        },
        { subject: image({ allowedRegistries: ['registry.redhat.io'] }), releaseImage, version: '4.20.7' },
      ],
    },
  },

  *check(context) {
    const cluster = context.share(withPayload);
    const views = nodeViewsOf(cluster, context.facts);
    for (const pulled of pulledRepositories(context.facts.clusterVersion)) {
      const failing = views.flatMap((view) =>
        findFailures(pulled.repository, view, cluster, context).map((failure, index) => ({
          view,
          failure,
          isCovered: index > 0,
        })),
      );
      const groups = Map.groupBy(failing, ({ failure, isCovered }) => `${isCovered} ${failure.reason}`);
      for (const group of groups.values()) yield describeFailure(pulled, group, views);
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
 * The release image is in the first repository. For a release of unknown origin, the repository of the
 * components is an assumption.
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

interface Failure {
  /** The file that prevents the pulls. */
  readonly file: 'policy.json' | 'registries.conf';
  /** A sentence with a full stop. */
  readonly reason: string;
  readonly advice: string;
  readonly involves: readonly Participant[];
  /** The blocked scopes, or the file or mirror that fails. */
  readonly causes: readonly string[];
}

interface FailingView {
  readonly view: NodeView;
  readonly failure: Failure;
  /** The nodes also fail for another reason, which is reported. */
  readonly isCovered: boolean;
}

function describeFailure(
  { repository, role, severity }: PulledRepository,
  failing: readonly FailingView[],
  views: readonly NodeView[],
): StateFinding {
  const pools = poolsOf(failing.map(({ view }) => view));
  const where = failing.length === views.length ? '' : ` of ${joinWords(pools, 2)}`;
  const [{ failure, isCovered }] = failing as [FailingView];
  return {
    identity: `${repository} ${failure.file}`,
    about: repository,
    involves: failure.involves,
    causes: [...pools, ...failure.causes],
    isCovered,
    message:
      `nodes${where} cannot pull ${role} ${quote(repository)}. ${failure.reason} ` +
      `New nodes, restarted pods and upgrades fail. ${failure.advice}`,
    ...(severity === undefined ? {} : { severity }),
  };
}

/** Why the nodes of a pool cannot pull a repository by digest, first error first; empty if they can. */
function findFailures(
  repository: string,
  view: NodeView,
  cluster: ClusterModel,
  context: StateContext,
): readonly Failure[] {
  return [findRejection(repository, view, cluster), findBlock(repository, view, context)].filter(
    (failure) => failure !== undefined,
  );
}

const rejection = 'error: "is rejected by policy".';

function findRejection(repository: string, view: NodeView, cluster: ClusterModel): Failure | undefined {
  const { policy } = view;
  if (policy.kind !== 'written') return undefined;
  const { verdict, scope } = policyVerdict(policy.policy, { name: repository, digest: anyDigest });
  if (verdict !== 'reject') return undefined;
  const file = view instanceof PoolModel ? view.policyJson : undefined;
  if (file !== undefined)
    return {
      file: 'policy.json',
      reason: `The policy.json of ${formatMachineConfig(file)} rejects it; ${rejection}`,
      advice: 'Accept it in that file',
      involves: [machineConfigFile(file)],
      causes: [formatMachineConfig(file)],
    };
  // no-payload-only-policy reports that nodes reject everything except the release image.
  if (isPayloadAlone(cluster)) return undefined;
  if (scope === undefined)
    return {
      file: 'policy.json',
      reason: `allowedRegistries does not list it, regardless of its mirrors; ${rejection}`,
      advice: 'Add it to allowedRegistries',
      involves: [imageConfigList('allowedRegistries')],
      causes: ['allowedRegistries'],
    };
  return {
    file: 'policy.json',
    reason: `blockedRegistries lists ${quote(scope)}, regardless of its mirrors; ${rejection}`,
    advice: adviseAboutBlock(cluster),
    involves: [...causesOfBlock(scope, cluster), listedScope('blockedRegistries', scope, cluster)],
    causes: ['blockedRegistries'],
  };
}

/** Without mirrors of the release image, the operator drops a block that contains it (DOMAIN 4.1). */
function causesOfBlock(scope: string, cluster: ClusterModel): readonly Participant[] {
  const { payloadRepository = '' } = cluster.lists;
  return isNestedInside(payloadRepository, scope) ? participantsOf(contributionsToPayload(cluster)) : [];
}

function findBlock(repository: string, view: NodeView, context: StateContext): Failure | undefined {
  const resolution = resolveReference({ name: repository, digest: anyDigest }, view.loaded);
  if (resolution.kind === 'fails') return describeRewriting(repository, resolution, view, context);
  if (resolution.kind === 'invalid') return undefined;
  const blocked = resolution.sources.flatMap(({ blockedBy }) => blockedBy ?? []);
  if (blocked.length < resolution.sources.length) return undefined;
  const blockers = [...new Set(blocked)].reverse();
  const involves = blockers.flatMap((scope) => causesOfEntry(scope, view, context));
  const names = involves.length === 0 ? '' : ` (${namesOf(involves)})`;
  return {
    file: 'registries.conf',
    reason: `Every location is in the blocked ${quoteSome(blockers, 2)}${names}.`,
    advice: involves.some(({ kind }) => kind === 'MachineConfig')
      ? 'Correct that file'
      : 'Add digest mirrors for it',
    involves,
    causes: blocksAround(repository, view),
  };
}

/** All blocked scopes, because a narrower one hides the others. */
function blocksAround(repository: string, view: NodeView): readonly string[] {
  return matchingPrefixes(repository).filter((prefix) => view.loaded.get(prefix)?.blocked === true);
}

/** If a mirror gives no valid name, the pull fails before the node contacts any location (DOMAIN 7.5). */
function describeRewriting(
  repository: string,
  { matchedPrefix, location, message }: Extract<Resolution, { kind: 'fails' }>,
  view: NodeView,
  context: StateContext,
): Failure | undefined {
  // Rules for mirrors deny these mirrors for any source.
  if (context.cluster.problems.length > 0 || !/[.:]/.test(authorityOf(location))) return undefined;
  const file = view instanceof PoolModel ? view.fileOf(matchedPrefix) : undefined;
  const contributions = context.firstContributionsOf(matchedPrefix);
  const mirrors = contributions.flatMap((contribution) => {
    const index = contribution.entry.mirrors.indexOf(location);
    return index === -1 ? [] : [participantOf(contribution, 'mirrors', index)];
  });
  // The merged list can contain the source itself, which no entry lists as a mirror (DOMAIN 3).
  const involves = mirrors.length > 0 ? mirrors : participantsOf(contributions);
  return {
    file: 'registries.conf',
    reason:
      `Mirror ${quote(location)} makes each pull fail without fallback; ` +
      `error: "${message.replace(/^rewriting reference: /, '')}".`,
    advice: 'Correct the mirror',
    involves: file === undefined ? involves : [machineConfigFile(file)],
    causes: [location, ...blocksAround(repository, view)],
  };
}
