import { formatReference, type ImageReference } from '../location/image-reference.ts';
import { isValidScope } from '../location/scope.ts';
import { quoteGo } from '../text/go-quote.ts';
import type { EffectiveLists } from './blocked-registries.ts';

export type PolicyVerdict = 'accept' | 'reject';

/** /etc/containers/policy.json as far as registries decide about it: which images the nodes take at all (DOMAIN 4.4). */
export interface PolicyJson {
  readonly default: PolicyVerdict;
  readonly scopes: ReadonlyMap<string, PolicyVerdict>;
}

export type PolicyOutcome =
  | { readonly kind: 'written'; readonly policy: PolicyJson }
  /** The nodes keep the file they came with, which accepts everything. */
  | { readonly kind: 'not-written' }
  /** The operator stops. */
  | { readonly kind: 'failed'; readonly problem: PolicyProblem };

export interface PolicyProblem {
  readonly kind: 'invalid-allowed-registry' | 'allowed-and-blocked';
  /** The allowed scope that is not valid. */
  readonly scope?: string;
  readonly message: string;
}

export function buildPolicy({ policyBlocked, allowed, payloadRepository }: EffectiveLists): PolicyOutcome {
  const invalid = allowed.find((scope) => !isValidScope(scope));
  if (invalid !== undefined) {
    return {
      kind: 'failed',
      problem: {
        kind: 'invalid-allowed-registry',
        scope: invalid,
        message: `invalid entry for allowed registries ${quoteGo(invalid)}`,
      },
    };
  }
  if (allowed.length === 0 && policyBlocked.length === 0) return { kind: 'not-written' };
  const isPayloadAlone = allowed.length === 1 && allowed[0] === payloadRepository;
  if (allowed.length > 0 && policyBlocked.length > 0 && !isPayloadAlone) {
    const message =
      'invalid images config: only one of AllowedRegistries or BlockedRegistries may be specified';
    return { kind: 'failed', problem: { kind: 'allowed-and-blocked', message } };
  }
  const scopes = new Map<string, PolicyVerdict>();
  for (const scope of policyBlocked) scopes.set(scope, 'reject');
  for (const scope of allowed) scopes.set(scope, 'accept');
  return { kind: 'written', policy: { default: policyBlocked.length > 0 ? 'accept' : 'reject', scopes } };
}

/**
 * What policy.json says about an image. It looks at the name that the user asked for, never at a mirror.
 *
 * @returns with the scope that decided; undefined for the default
 */
export function judgeByPolicy(
  policy: PolicyJson,
  reference: ImageReference,
): { verdict: PolicyVerdict; scope: string | undefined } {
  for (const scope of policyScopes(reference)) {
    const verdict = policy.scopes.get(scope);
    if (verdict !== undefined) return { verdict, scope };
  }
  return { verdict: policy.default, scope: undefined };
}

/** From narrow to broad; the first one that the file has decides. A host does not cover its ports, a wildcard does. */
function* policyScopes(reference: ImageReference): Generator<string, void> {
  const { name } = reference;
  yield formatReference(reference);
  for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 1)) yield name.slice(0, end);
  const host = (name.split('/', 1)[0] ?? '').split(':', 1)[0] ?? '';
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) yield `*${host.slice(dot)}`;
}
