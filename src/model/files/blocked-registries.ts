import type { ImageConfig } from '../cluster-state.ts';
import { type ImageReference, parseCanonicalReference } from '../location/image-reference.ts';
import { isInsideAny, isNestedInside } from '../location/scope.ts';
import { quoteGo } from '../text/go-quote.ts';
import { findRegistry, type LoadedRegistries } from './loaded-registries.ts';
import type { WildcardClash } from './registries.ts';
import { resolveReference } from './resolve.ts';

/** The lists that the operator derives from blockedRegistries and allowedRegistries (DOMAIN 4.1). */
export interface EffectiveLists {
  /** Scopes that registries.conf blocks. */
  readonly registriesBlocked: readonly string[];
  /** Scopes that policy.json rejects. */
  readonly policyBlocked: readonly string[];
  /**
   * Scopes that policy.json accepts; it rejects all others. Contains the payload's repository once for each
   * blocked scope around it.
   */
  readonly allowed: readonly string[];
  /** Repository of the release image; undefined if the image is unknown or cannot be parsed. */
  readonly payloadRepository: string | undefined;
  /**
   * Blocked scopes that the operator leaves out because they would block the payload, which has no mirror
   * outside the blocked scopes.
   */
  readonly dropped: readonly string[];
  readonly failure: ListFailure | undefined;
}

/**
 * An unreadable release image stops the operator, and a crash ends the whole controller. After a failed
 * probe, the operator continues with all lists empty (DOMAIN 4.3).
 */
interface ListFailure {
  readonly kind: 'unreadable-release-image' | 'crash-loop' | 'probe-failed';
  readonly message: string;
}

export interface ListInputs {
  readonly imageConfig: ImageConfig;
  /** Undefined if it is unknown; the model then assumes that no blocked scope contains the payload. */
  readonly releaseImage: string | undefined;
  /** Called only if a blocked scope contains the payload. */
  readonly probeFile: () => ProbeFile;
}

/**
 * A registries.conf that the operator builds only to look up the payload. The operator does not write it to
 * the nodes.
 */
export type ProbeFile =
  | { readonly kind: 'loaded'; readonly registries: LoadedRegistries }
  /** `clash`: why the operator cannot merge the file; undefined if nodes could not load it. */
  | { readonly kind: 'failed'; readonly message: string; readonly clash?: WildcardClash };

export function findEffectiveLists(inputs: ListInputs): EffectiveLists {
  const { imageConfig, releaseImage } = inputs;
  const { blockedRegistries = [], allowedRegistries = [] } = imageConfig;
  const parsed = releaseImage === undefined ? undefined : parseCanonicalReference(releaseImage);
  if (parsed?.kind === 'invalid')
    return noLists(undefined, {
      kind: 'unreadable-release-image',
      message: 'error parsing reference of release image',
    });
  const payload = parsed?.reference;
  const aroundPayload =
    payload === undefined ? [] : blockedRegistries.filter((scope) => isNestedInside(payload.name, scope));
  const probe =
    payload === undefined || aroundPayload.length === 0 ? undefined : probePayload(payload, inputs);
  if (probe?.kind === 'failed')
    return noLists(payload?.name, { kind: 'probe-failed', message: probe.message });
  if (probe?.kind === 'crash') return noLists(payload?.name, { kind: 'crash-loop', message: nilDereference });

  const around = new Set(aroundPayload);
  const isKept = probe?.kind === 'mirrored';
  const registriesBlocked = blockedRegistries.filter((scope) => isKept || !around.has(scope));
  return {
    registriesBlocked,
    policyBlocked: registriesBlocked.filter((scope) => scope !== payload?.name),
    allowed: [
      ...(isKept && payload !== undefined ? aroundPayload.map(() => payload.name) : []),
      ...allowedRegistries,
    ],
    payloadRepository: payload?.name,
    dropped: isKept ? [] : aroundPayload,
    failure: undefined,
  };
}

/** The operator's log message about scopes that it does not block; undefined if it blocks all of them. */
export function droppedMessage({ dropped }: EffectiveLists): string | undefined {
  if (dropped.length === 0) return undefined;
  return (
    `error adding [${dropped.map(quoteGo).join(' ')}] to blocked registries, cannot block the repository ` +
    'being used by the payload'
  );
}

const nilDereference = 'runtime error: invalid memory address or nil pointer dereference';

function noLists(payloadRepository: string | undefined, failure: ListFailure): EffectiveLists {
  return { registriesBlocked: [], policyBlocked: [], allowed: [], payloadRepository, dropped: [], failure };
}

type Probe =
  | { readonly kind: 'mirrored' | 'unmirrored' | 'crash' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Whether the release image has a mirror outside all blocked scopes (DOMAIN 4.2), by the operator's own
 * lookup.
 */
function probePayload(payload: ImageReference, { imageConfig, probeFile }: ListInputs): Probe {
  const file = probeFile();
  if (file.kind === 'failed') return file;
  // A blocked wildcard can contain the payload without matching it as a prefix. The MCO then dereferences nil
  // (DOMAIN 4.2).
  if (findRegistry(file.registries, payload.name) === undefined) return { kind: 'crash' };
  const resolution = resolveReference(payload, file.registries);
  if (resolution.kind !== 'tries') return { kind: 'failed', message: resolution.message };
  const blocked = new Set(imageConfig.blockedRegistries);
  return {
    kind: resolution.sources.some(({ name }) => !isInsideAny(name, blocked)) ? 'mirrored' : 'unmirrored',
  };
}

export function probeLoadMessage(loadError: string): string {
  return `loading registries configuration: ${loadError}`;
}
