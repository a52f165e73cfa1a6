import type { ClusterModel } from '../model/cluster-model.ts';
import type { ImageConfig } from '../model/cluster-state.ts';
import { formatImagePolicy, type ImagePolicy } from '../model/image-policies.ts';
import { isNestedInside } from '../model/location/scope.ts';
import type { Contribution } from '../model/merge/mirror-lists.ts';
import { effectivePolicy, formatObjectRef } from '../model/mirror-set.ts';
import type { OperatorBehavior } from '../model/operator-behavior.ts';
import { type StoppingProblem, syncError } from '../model/stopping-problems.ts';
import { quote } from '../model/text/quote.ts';
import { type Origin, originOf, originsInImageConfig } from './origin.ts';

/** Why the Machine Config Operator applies nothing (DOMAIN 2.4). */
export interface Stop {
  readonly kind: StoppingProblem['kind'];
  /** The error text that the operator logs. */
  readonly message: string;
  /** Explanation and fix, worded by mirrorguard. */
  readonly explanation: string;
  /** The objects involved; the user corrects the first. */
  readonly origins: readonly Origin[];
}

/** In the order in which the operator detects them; it stops at the first. */
export function explainStops(model: ClusterModel): readonly Stop[] {
  return model.problems.map((problem) => {
    const { kind } = problem;
    return { kind, message: syncError(problem), ...explain(problem, model) };
  });
}

type Explained = Pick<Stop, 'explanation' | 'origins'>;

function explain(problem: StoppingProblem, { settings, mirrorSets, behavior }: ClusterModel): Explained {
  const { imageConfig } = settings;
  switch (problem.kind) {
    case 'unreadable-release-image':
      return {
        explanation:
          `The release image ${quote(settings.releaseImage ?? '')} is incomplete. It must have a host, a ` +
          'repository and a digest.',
        origins: [{ kind: 'ClusterVersion', name: 'version', path: ['status', 'desired', 'image'] }],
      };
    case 'mixed-kinds': {
      const [policy, mirrorSet] = problem.objects.map(formatObjectRef);
      return {
        explanation:
          `${policy} and ${mirrorSet} exist together. Update to OpenShift ` +
          '4.13.27, 4.14.3 or later first.',
        origins: problem.objects.map(({ kind: of, name }) => ({ kind: of, name, path: [] })),
      };
    }
    case 'crash-loop':
      return {
        explanation:
          'A wildcard in blockedRegistries contains the release image ' +
          `${quote(settings.releaseImage ?? '')}, but does not match it as a prefix. The ` +
          'machine-config-controller crashes at each start. Replace the wildcard by the registries that it ' +
          'is meant for.',
        origins: (imageConfig.blockedRegistries ?? []).flatMap((scope) =>
          scope.startsWith('*.') ? originsInImageConfig('blockedRegistries', scope, imageConfig) : [],
        ),
      };
    case 'signed-scope-not-allowed':
      return {
        explanation:
          `${formatImagePolicy(problem.policy)} has scope ${quote(problem.scope)}, but the effective ` +
          'allowedRegistries do not contain it. Add the scope to allowedRegistries, or delete the policy.',
        origins: originsOfScope(problem),
      };
    case 'signed-scope-blocked':
      return {
        explanation:
          `${formatImagePolicy(problem.policy)} has scope ${quote(problem.scope)}, but blockedRegistries ` +
          'contain it. Block narrower registries, or delete the policy.',
        origins: [...originsOfScope(problem), ...blockedAround(problem.scope, imageConfig)],
      };
    case 'unusable-signature-location': {
      const { policy, scope, source = scope, location = scope } = problem;
      const contributions = (['digest', 'tag'] as const).flatMap(
        (pulls) => mirrorSets[pulls].get(source)?.contributions ?? [],
      );
      return {
        explanation:
          `${formatImagePolicy(policy)} has scope ${quote(scope)}, but no valid image name results at ` +
          `${quote(location)}, where images of ${quote(source)} are pulled from. Write a host with a dot ` +
          'or a port, followed by a repository.',
        origins: [...originsOfScope(problem), ...contributions.map((contribution) => originOf(contribution))],
      };
    }
    case 'unloadable-with-image-policy':
      return {
        explanation:
          `registries.conf does not load, and ${formatImagePolicy(problem.policy)} makes the Machine ` +
          'Config Operator load it. Correct the registry that the message names.',
        origins: [],
      };
    case 'invalid-insecure-registry':
      return invalidScope(
        problem.scope,
        originsInImageConfig('insecureRegistries', problem.scope, imageConfig),
      );
    case 'invalid-blocked-registry':
      return invalidScope(
        problem.scope,
        originsInImageConfig('blockedRegistries', problem.scope, imageConfig),
      );
    case 'invalid-allowed-registry':
      return invalidScope(
        problem.scope,
        originsInImageConfig('allowedRegistries', problem.scope, imageConfig),
      );
    case 'allowed-and-blocked':
      return {
        explanation: 'allowedRegistries and blockedRegistries exclude each other. Remove one of them.',
        origins: [{ kind: 'Image', name: 'cluster', path: ['spec', 'registrySources'] }],
      };
    case 'invalid-source':
      return {
        explanation:
          `Source ${quote(problem.entry.source)} is not a valid location. ` +
          `${sourceAdvice(problem.entry.source, behavior)}`,
        origins: [originOf(problem, 'source')],
      };
    case 'invalid-mirror':
      return {
        explanation:
          `Mirror ${quote(problem.entry.mirrors[problem.mirrorIndex] ?? '')} is not a valid location. Use ` +
          'host[:port][/path].',
        origins: [originOf(problem, 'mirrors', problem.mirrorIndex)],
      };
    case 'source-among-mirrors':
      return {
        explanation:
          `Source ${quote(problem.entry.source)} has NeverContactSource but is its own mirror. Remove the ` +
          'mirror or the policy.',
        origins: [originOf(problem, 'mirrors', problem.mirrorIndex)],
      };
    case 'conflicting-policy':
      return {
        explanation:
          `Source ${quote(problem.entry.source)} is ${policyOf(problem)} and ${policyOf(problem.other)}. ` +
          'Set the same mirrorSourcePolicy in every entry of the source.',
        origins: [originOf(problem), originOf(problem.other)],
      };
    case 'wildcard-clash': {
      const { scope, wildcard, pulls } = problem;
      const contributions = mirrorSets[pulls].get(wildcard)?.contributions ?? [];
      const listed = (['blockedRegistries', 'insecureRegistries'] as const).flatMap((list) =>
        originsInImageConfig(list, scope, imageConfig),
      );
      return {
        explanation:
          `Registry ${quote(scope)} is blocked or insecure and is inside the wildcard source ` +
          `${quote(wildcard)}. Add mirrors for ${quote(scope)}, or remove the wildcard source.`,
        origins: [...listed, ...contributions.map((contribution) => originOf(contribution, 'source'))],
      };
    }
  }
}

function originsOfScope({
  policy,
  scope,
}: {
  readonly policy: ImagePolicy;
  readonly scope: string;
}): readonly Origin[] {
  if (policy.isAssumed === true) return [];
  const kind = policy.namespace === undefined ? 'ClusterImagePolicy' : 'ImagePolicy';
  return [{ kind, name: policy.name, path: ['spec', 'scopes', policy.scopes.indexOf(scope)] }];
}

function blockedAround(scope: string, imageConfig: ImageConfig): readonly Origin[] {
  return (imageConfig.blockedRegistries ?? []).flatMap((blocked) =>
    isNestedInside(scope, blocked) ? originsInImageConfig('blockedRegistries', blocked, imageConfig) : [],
  );
}

function sourceAdvice(source: string, { locationCheck }: OperatorBehavior): string {
  if (locationCheck === 'pattern') return 'Use host[:port][/path] or *.domain.';
  return source.includes('*')
    ? 'Use host[:port][/path]; wildcards need OpenShift 4.16 or later.'
    : 'Use host[:port][/path].';
}

function invalidScope(scope: string, origins: readonly Origin[]): Explained {
  return {
    explanation: `Registry ${quote(scope)} is empty, or has a "*" outside a leading "*.".`,
    origins,
  };
}

function policyOf({ object, entry }: Contribution): string {
  return (
    `${effectivePolicy(entry)}${entry.policy === undefined ? ' (unset)' : ''} in ` +
    `${formatObjectRef(object)}`
  );
}
