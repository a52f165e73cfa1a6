import type { ImageConfig } from './cluster-state.ts';
import { quoteGo } from './go-quote.ts';
import { formatReference, type ImageReference, parseCanonicalReference } from './image-reference.ts';
import { findRegistry, loadRegistries } from './loaded-registries.ts';
import type { OperatorBehaviour } from './operator-behaviour.ts';
import { buildRegistries, type MergedSource } from './registries.ts';
import { resolveReference } from './resolve.ts';
import { isInsideAny, isNestedInside } from './scope.ts';

/** What the operator makes of blockedRegistries and allowedRegistries (DOMAIN 4.1). */
export interface EffectiveLists {
  /** Blocked in registries.conf. */
  readonly registriesBlocked: readonly string[];
  /** Rejected in policy.json. */
  readonly policyBlocked: readonly string[];
  /** Accepted in policy.json, everything else rejected. Holds the payload's repository once for each blocked scope around it. */
  readonly allowed: readonly string[];
  /** Repository of the release image; undefined where the image is not known or not readable. */
  readonly payloadRepository: string | undefined;
  /** Blocked scopes that the operator leaves out, because the release could not be pulled any more. */
  readonly dropped: readonly string[];
  readonly failure: ListFailure | undefined;
}

/** An unreadable release image stops the operator; a failed probe makes it go on with all lists empty (DOMAIN 4.3). */
export interface ListFailure {
  readonly kind: 'unreadable-release-image' | 'probe-failed';
  readonly message: string;
}

export interface ListInputs {
  readonly imageConfig: ImageConfig;
  /** Undefined where it is not known: then no blocked scope is taken to contain the payload. */
  readonly releaseImage: string | undefined;
  /** Tag mirrors play no part: the payload is pulled by digest. */
  readonly digest: ReadonlyMap<string, MergedSource>;
}

export function findEffectiveLists(inputs: ListInputs, behaviour: OperatorBehaviour): EffectiveLists {
  const { imageConfig, releaseImage } = inputs;
  const { blockedRegistries = [], allowedRegistries = [] } = imageConfig;
  const parsed = releaseImage === undefined ? undefined : parseCanonicalReference(releaseImage);
  if (parsed?.kind === 'invalid')
    return noLists(undefined, { kind: 'unreadable-release-image', message: 'error parsing reference of release image' });
  const payload = parsed?.reference;
  const aroundPayload = payload === undefined ? [] : blockedRegistries.filter((scope) => isNestedInside(payload.name, scope));
  const probe = payload === undefined || aroundPayload.length === 0 ? undefined : probePayload(payload, inputs, behaviour);
  if (probe?.kind === 'failed') return noLists(payload?.name, { kind: 'probe-failed', message: probe.message });

  const around = new Set(aroundPayload);
  const isKept = probe?.kind === 'mirrored';
  const registriesBlocked = blockedRegistries.filter((scope) => isKept || !around.has(scope));
  return {
    registriesBlocked,
    policyBlocked: registriesBlocked.filter((scope) => scope !== payload?.name),
    allowed: [...(isKept && payload !== undefined ? aroundPayload.map(() => payload.name) : []), ...allowedRegistries],
    payloadRepository: payload?.name,
    dropped: isKept ? [] : aroundPayload,
    failure: undefined,
  };
}

/** What the operator logs about scopes that it does not block; undefined where it blocks all of them. */
export function droppedMessage({ dropped }: EffectiveLists): string | undefined {
  if (dropped.length === 0) return undefined;
  return `error adding [${dropped.map(quoteGo).join(' ')}] to blocked registries, cannot block the repository being used by the payload`;
}

function noLists(payloadRepository: string | undefined, failure: ListFailure): EffectiveLists {
  return { registriesBlocked: [], policyBlocked: [], allowed: [], payloadRepository, dropped: [], failure };
}

type Probe = { readonly kind: 'mirrored' | 'unmirrored' } | { readonly kind: 'failed'; readonly message: string };

/**
 * Whether the release image has a mirror outside all blocked scopes (DOMAIN 4.2), found as the operator finds it: it renders the
 * file with the raw lists and without tag mirrors, loads it and lists the places for a pull. Nothing is validated before.
 */
function probePayload(payload: ImageReference, { imageConfig, digest }: ListInputs, behaviour: OperatorBehaviour): Probe {
  const blocked = new Set(imageConfig.blockedRegistries);
  const built = buildRegistries({ digest, tag: new Map(), insecure: new Set(imageConfig.insecureRegistries), blocked });
  if (built.kind === 'failed') return built;
  const loaded = loadRegistries(built.registries, behaviour);
  if (loaded.kind === 'refused') return { kind: 'failed', message: `loading registries configuration: ${loaded.message}` };
  // The operator crashes where the blocked scope that contains the payload does not match it as a prefix (DOMAIN 4.2).
  if (findRegistry(loaded.registries, payload.name) === undefined) {
    return { kind: 'failed', message: `no registry found for ${quoteGo(formatReference(payload))}` };
  }
  const resolution = resolveReference(payload, loaded.registries);
  if (resolution.kind !== 'tries') return { kind: 'failed', message: resolution.message };
  return { kind: resolution.sources.some(({ name }) => !isInsideAny(name, blocked)) ? 'mirrored' : 'unmirrored' };
}
