import { type ImagePolicy, noSignedScopes, type SignedScopes } from '../image-policies.ts';
import type { JsonObject } from '../json.ts';
import { formatReference, type ImageReference } from '../location/image-reference.ts';
import { isInsideAny, isValidScope } from '../location/scope.ts';
import { compareBytes } from '../text/byte-order.ts';
import { quoteGo } from '../text/go-quote.ts';
import type { EffectiveLists } from './blocked-registries.ts';
import type { SignatureRequirement } from './signature-requirement.ts';

/** `signed`: accepted only with a valid signature. */
export type PolicyVerdict = 'accept' | 'reject' | 'signed';

/** /etc/containers/policy.json: the images that the nodes accept (DOMAIN 4.4). */
export interface PolicyJson {
  readonly default: 'accept' | 'reject';
  readonly scopes: ReadonlyMap<string, PolicyVerdict>;
  /** Requirements of each `signed` scope, as far as they are known. */
  readonly requirements: ReadonlyMap<string, readonly SignatureRequirement[]>;
}

export type PolicyOutcome =
  | { readonly kind: 'written'; readonly policy: PolicyJson }
  /** The nodes keep their default file, which accepts every image. */
  | { readonly kind: 'not-written' }
  /**
   * The MCO stops at the first problem. Problems of the same kind have a random order in the MCO. Never
   * empty.
   */
  | { readonly kind: 'failed'; readonly problems: readonly PolicyProblem[] };

export type PolicyProblem =
  | { readonly kind: 'allowed-and-blocked'; readonly message: string }
  /** An allowed scope that is not valid. */
  | { readonly kind: 'invalid-allowed-registry'; readonly scope: string; readonly message: string }
  | ImagePolicyProblem;

/** An image policy that contradicts image.config. */
interface ImagePolicyProblem {
  readonly kind: 'signed-scope-not-allowed' | 'signed-scope-blocked';
  readonly scope: string;
  readonly policy: ImagePolicy;
  readonly message: string;
}

/** Builds policy.json from the effective lists and the image policies, with the checks in the MCO's order. */
export function buildPolicy(lists: EffectiveLists, signed: SignedScopes = noSignedScopes): PolicyOutcome {
  const { policyBlocked, allowed } = lists;
  const problems = [
    ...findPolicyProblems(lists, signed),
    ...findImagePolicyProblems(lists, signed.namespaced),
  ];
  if (problems.length > 0) return { kind: 'failed', problems };
  if (allowed.length === 0 && policyBlocked.length === 0 && signed.cluster.size === 0)
    return { kind: 'not-written' };
  const scopes = new Map<string, PolicyVerdict>();
  for (const scope of policyBlocked) scopes.set(scope, 'reject');
  for (const scope of allowed) scopes.set(scope, 'accept');
  for (const scope of signed.cluster.keys()) scopes.set(scope, 'signed');
  const isAllowList = allowed.length > 0 && policyBlocked.length === 0;
  const policy: PolicyJson = {
    default: isAllowList ? 'reject' : 'accept',
    scopes,
    requirements: new Map([...signed.cluster].map(([scope, policies]) => [scope, requirementsOf(policies)])),
  };
  return { kind: 'written', policy };
}

function findPolicyProblems(lists: EffectiveLists, { cluster }: SignedScopes): PolicyProblem[] {
  const { policyBlocked, allowed, payloadRepository } = lists;
  const isPayloadAlone = allowed.length === 1 && allowed[0] === payloadRepository;
  const isContradiction = allowed.length > 0 && policyBlocked.length > 0 && !isPayloadAlone;
  const invalid = allowed.find((scope) => !isValidScope(scope));
  return [
    ...(isContradiction ? [{ kind: 'allowed-and-blocked', message: contradictionMessage } as const] : []),
    ...findImagePolicyProblems(lists, cluster),
    ...(invalid === undefined
      ? []
      : [
          {
            kind: 'invalid-allowed-registry',
            scope: invalid,
            message: `invalid entry for allowed registries ${quoteGo(invalid)}`,
          } as const,
        ]),
  ];
}

const contradictionMessage =
  'invalid images config: only one of AllowedRegistries or BlockedRegistries may be specified';

/**
 * Scopes outside the allow list come first. The MCO checks the scopes in random order and stops at the first
 * problem.
 */
function findImagePolicyProblems(
  { policyBlocked, allowed }: EffectiveLists,
  scopes: ReadonlyMap<string, readonly ImagePolicy[]>,
): ImagePolicyProblem[] {
  if (scopes.size === 0) return [];
  const [allowedScopes, blockedScopes] = [new Set(allowed), new Set(policyBlocked)];
  const problemsOf = (
    kind: ImagePolicyProblem['kind'],
    isProblem: (scope: string) => boolean,
    list: string,
  ): ImagePolicyProblem[] =>
    [...scopes].flatMap(([scope, [policy]]) => {
      if (policy === undefined || !isProblem(scope)) return [];
      // The MCO's own spelling.
      const owner = policy.namespace === undefined ? 'clusterimagePolicy' : 'imagePolicy';
      return [{ kind, scope, policy, message: `${owner} configured for the scope ${scope} is ${list}` }];
    });
  return [
    ...problemsOf(
      'signed-scope-not-allowed',
      (scope) => allowed.length > 0 && !isInsideAny(scope, allowedScopes),
      'not nested inside allowedRegistries',
    ),
    ...problemsOf(
      'signed-scope-blocked',
      (scope) => isInsideAny(scope, blockedScopes),
      'nested inside blockedRegistries',
    ),
  ];
}

function requirementsOf(policies: readonly ImagePolicy[]): SignatureRequirement[] {
  return policies.flatMap(({ requirement }) => (requirement === undefined ? [] : [requirement]));
}

/**
 * Evaluates policy.json for an image. The scopes match the requested name, never a mirror.
 *
 * @returns the verdict, with the scope that determined it; undefined for the default
 */
export function policyVerdict(
  policy: PolicyJson,
  reference: ImageReference,
): { verdict: PolicyVerdict; scope: string | undefined } {
  for (const scope of policyScopes(reference)) {
    const verdict = policy.scopes.get(scope);
    if (verdict !== undefined) return { verdict, scope };
  }
  return { verdict: policy.default, scope: undefined };
}

/**
 * The scopes that apply to an image, narrowest first. The first one in the file determines the verdict. A
 * host does not cover its ports; a wildcard does.
 */
function* policyScopes(reference: ImageReference): Generator<string, void> {
  const { name } = reference;
  yield formatReference(reference);
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) yield name.slice(0, end);
  const host = (name.split('/', 1)[0] ?? '').split(':', 1)[0] ?? '';
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) yield `*${host.slice(dot)}`;
}

const acceptAnything: JsonObject = { type: 'insecureAcceptAnything' };
const rejectAll: JsonObject = { type: 'reject' };

type Requirements = Map<string, readonly JsonObject[]>;

/** The content of policy.json; the content of the template if the policy is undefined. */
export function policyJsonContent(policy: PolicyJson | undefined): JsonObject {
  return fileContent(policy?.default ?? 'accept', requirementsByScope(policy));
}

/**
 * The content of /etc/crio/policies/NAMESPACE.json: policy.json with the requirements of the namespace's
 * ImagePolicies.
 */
export function namespacePolicyContent(
  namespace: string,
  policy: PolicyJson | undefined,
  { namespaced }: SignedScopes,
): JsonObject {
  const requirements = requirementsByScope(policy);
  for (const [scope, policies] of namespaced) {
    const own = requirementsOf(policies.filter((candidate) => candidate.namespace === namespace));
    if (own.length > 0) requirements.set(scope, [...(requirements.get(scope) ?? []), ...own]);
  }
  return fileContent(policy?.default ?? 'accept', requirements);
}

/** Namespaces that have an ImagePolicy, sorted. */
export function policyNamespaces({ namespaced }: SignedScopes): readonly string[] {
  const namespaces = [...namespaced.values()].flatMap((policies) =>
    policies.flatMap(({ namespace }) => namespace ?? []),
  );
  return [...new Set(namespaces)].sort();
}

function requirementsByScope(policy: PolicyJson | undefined): Requirements {
  const requirements: Requirements = new Map();
  for (const [scope, verdict] of policy?.scopes ?? []) {
    const signed = policy?.requirements.get(scope) ?? [];
    requirements.set(
      scope,
      verdict === 'signed' ? signed : [verdict === 'accept' ? acceptAnything : rejectAll],
    );
  }
  return requirements;
}

/** The content with scopes in the order of the operator's encoder. */
function fileContent(otherwise: 'accept' | 'reject', requirements: Requirements): JsonObject {
  const scopes = [...requirements].sort(([a], [b]) => compareBytes(a, b));
  // Transport `atomic` does not support scopes with more than two slashes, so the MCO leaves them out there.
  const atomic = scopes.filter(([scope]) => scope.split('/').length <= 3);
  return {
    default: [otherwise === 'accept' ? acceptAnything : rejectAll],
    transports: {
      ...(scopes.length === 0
        ? {}
        : { atomic: Object.fromEntries(atomic), docker: Object.fromEntries(scopes) }),
      'docker-daemon': { '': [acceptAnything] },
    },
  };
}
