import type { ClusterModel } from '../../model/cluster-model.ts';
import { formatImagePolicy, type ImagePolicy } from '../../model/image-policies.ts';
import { isNestedInside } from '../../model/location/scope.ts';
import type { StoppingProblem } from '../../model/stopping-problems.ts';
import { quote } from '../../model/text/quote.ts';
import type { Participant } from '../finding.ts';
import type { StateContext } from '../state-context.ts';
import {
  imageConfigList,
  listedScope,
  participantsOf,
  placesOfListed,
  unloadableScopes,
} from './participants.ts';
import { blocksAroundPayload, contributionsToPayload, payloadBlocks } from './payload-lists.ts';

/** The description of a problem at which the operator stops, for a state rule. */
export interface DescribedStop {
  /** One sentence without a full stop. */
  readonly cause: string;
  /** The correction, as an imperative without a full stop. */
  readonly advice: string;
  readonly about: string;
  readonly involves: readonly Participant[];
  /** What the write that adds it is responsible for. Default: `about`. */
  readonly causes?: readonly string[];
}

type Context = StateContext<unknown>;

/** Describes problems that have no rule of their own; undefined for all others. */
export function describeStop(problem: StoppingProblem, context: Context): DescribedStop | undefined {
  switch (problem.kind) {
    case 'unreadable-release-image':
      return {
        cause:
          `the release image ${quote(context.cluster.settings.releaseImage ?? '')} has no host, repository ` +
          'or digest',
        advice: 'Correct status.desired.image of ClusterVersion version',
        about: '',
        involves: [{ kind: 'ClusterVersion', name: 'version', path: ['status', 'desired', 'image'] }],
      };
    case 'crash-loop':
      return {
        cause:
          'a wildcard in blockedRegistries contains the release image ' +
          `${quote(context.cluster.lists.payloadRepository ?? '')}, which has no mirror`,
        advice: 'Replace the wildcard with the registries that it should match',
        about: '',
        involves: payloadBlocks(context.cluster),
      };
    case 'allowed-and-blocked':
      return describeLists(context.cluster);
    case 'invalid-insecure-registry':
      return describeInvalid(problem.scope, 'insecureRegistries', context);
    case 'invalid-blocked-registry':
      return describeInvalid(problem.scope, 'blockedRegistries', context);
    case 'invalid-allowed-registry':
      return describeInvalid(problem.scope, 'allowedRegistries', context);
    case 'signed-scope-blocked':
    case 'signed-scope-not-allowed':
      return describeSignedScope(problem, context.cluster);
    case 'unusable-signature-location':
      return describeLocation(problem, context);
    case 'unloadable-with-image-policy':
      // The operator stops at another problem before this one, and that problem can be the cause.
      return context.cluster.problems.length > 1 ? undefined : describeUnloadable(problem.policy, context);
    default:
      return undefined;
  }
}

function describeInvalid(
  scope: string,
  list: Parameters<typeof imageConfigList>[0],
  { cluster }: Context,
): DescribedStop {
  return {
    cause: `${quote(scope)} in ${list} is not a valid registry`,
    advice: 'Write a host or a repository; a wildcard starts with "*."',
    about: scope,
    involves: [listedScope(list, scope, cluster)],
  };
}

/** no-clashing-payload-blocks reports several blocks that contain the payload. */
function describeLists(cluster: ClusterModel): DescribedStop | undefined {
  if (blocksAroundPayload(cluster).length > 0) return undefined;
  return {
    cause: 'allowedRegistries and blockedRegistries are both set',
    advice: 'Remove one of the lists',
    about: '',
    involves: [imageConfigList('allowedRegistries'), imageConfigList('blockedRegistries')],
  };
}

function describeSignedScope(
  {
    kind,
    policy,
    scope,
  }: Extract<StoppingProblem, { kind: 'signed-scope-blocked' | 'signed-scope-not-allowed' }>,
  cluster: ClusterModel,
): DescribedStop {
  const name = formatImagePolicy(policy);
  const requires = `${name} requires signatures for ${quote(scope)}`;
  // Without payload mirrors, the operator drops the blocks that contain the payload.
  const enclosing = blocksAroundPayload(cluster);
  const shared = { about: scope, involves: participantOfPolicy(policy, scope) };
  const mirrors = enclosing.length > 0 ? participantsOf(contributionsToPayload(cluster)) : [];
  if (kind === 'signed-scope-blocked') {
    const blocks = [...cluster.listed.blocked].filter((blocked) => isNestedInside(scope, blocked));
    const block = blocks[0] ?? scope;
    return {
      ...shared,
      cause: `blockedRegistries contains ${quote(block)}; ${requires}`,
      advice: 'Block narrower registries, or delete the policy',
      involves: [...mirrors, listedScope('blockedRegistries', block, cluster), ...shared.involves],
    };
  }
  if (cluster.settings.imageConfig.allowedRegistries?.length) {
    return {
      ...shared,
      cause: `${requires}; allowedRegistries does not list it`,
      advice: 'Add the scope to allowedRegistries, or delete the policy',
      involves: [...mirrors, imageConfigList('allowedRegistries'), ...shared.involves],
    };
  }
  return {
    ...shared,
    cause: `${requires}; only the mirrored release is allowed`,
    advice: 'Block narrower registries, or delete the policy',
    involves: [
      ...mirrors,
      listedScope('blockedRegistries', enclosing[0] ?? scope, cluster),
      ...shared.involves,
    ],
  };
}

function describeLocation(
  {
    policy,
    scope,
    source = scope,
    location,
  }: Extract<StoppingProblem, { kind: 'unusable-signature-location' }>,
  context: Context,
): DescribedStop {
  const place =
    location === undefined || location === source ? `source ${quote(source)}` : `mirror ${quote(location)}`;
  return {
    cause:
      `${place} gives no valid image name; ${formatImagePolicy(policy)} needs one ` +
      `for scope ${quote(scope)}`,
    advice: 'Write a host with a dot or a port, followed by a repository',
    about: source,
    involves: [
      ...participantsOf(context.firstContributionsOf(source)),
      ...participantOfPolicy(policy, scope),
    ],
  };
}

function describeUnloadable(policy: ImagePolicy, context: Context): DescribedStop {
  const scopes = unloadableScopes(context.cluster);
  return {
    cause: `registries.conf cannot be loaded, and ${formatImagePolicy(policy)} makes the operator load it`,
    advice: 'Correct the registry that the error names',
    about: scopes[0] ?? '',
    causes: scopes,
    involves: [
      ...participantsOf(scopes.flatMap((scope) => context.firstContributionsOf(scope))),
      ...scopes.flatMap((scope) => placesOfListed(scope, context.cluster)),
    ],
  };
}

/** The scope of an image policy as a participant; empty if the policy is assumed. */
export function participantOfPolicy(policy: ImagePolicy, scope: string): readonly Participant[] {
  if (policy.isAssumed === true) return [];
  const { name, namespace, scopes } = policy;
  return [
    {
      kind: namespace === undefined ? 'ClusterImagePolicy' : 'ImagePolicy',
      name: namespace === undefined ? name : `${namespace}/${name}`,
      path: ['spec', 'scopes', scopes.indexOf(scope)],
    },
  ];
}
