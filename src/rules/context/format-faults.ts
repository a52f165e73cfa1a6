import type { Facts } from '../../model/facts.ts';
import { parseCanonicalReference } from '../../model/location/image-reference.ts';
import { isValidSource } from '../../model/location/location.ts';
import type { FaultKind } from '../../model/location/location-faults.ts';
import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { isAtLeast } from '../../model/openshift-version.ts';
import { quote } from '../../model/text/quote.ts';
import type { Violation } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { withoutTrailingSlashes } from './governance-scopes.ts';
import { faultsOf, type LocatedFault, type LocatedValue } from './location-walk.ts';

/** The input of a format rule. */
export interface FormatContext {
  readonly subject: Subject;
  readonly facts: { readonly clusterVersion?: Facts['clusterVersion'] | undefined };
}

const none: readonly never[] = [];

/**
 * Whether the cluster rejects malformed values of the object. The CRDs of ImageDigestMirrorSet and
 * ImageTagMirrorSet always do. For an ImageContentSourcePolicy, only the operator of OpenShift 4.16 and later
 * does (DOMAIN 1.4); no-icsp-upgrade-trap reports such values before 4.16.
 */
export function isFormatEnforced({ subject, facts }: FormatContext): boolean {
  if (mirrorSetKinds[subject.kind].checkedBySchema || facts.clusterVersion === undefined) return true;
  return isAtLeast(facts.clusterVersion.version, 4, 16);
}

/**
 * The pulls that a malformed mirror breaks if the API server and the operator accept it. CRI-O rewrites the
 * image name to an invalid one and fails before it contacts a registry (DOMAIN 7.5). Undefined if the mirror
 * breaks no pulls.
 */
export function brokenPulls({ text, role, entry }: LocatedValue): string | undefined {
  if (role === 'source' || isRejectedOtherwise(text)) return undefined;
  const source = withoutTrailingSlashes(entry.source);
  // No pull matches a malformed source. CRI-O removes trailing slashes from it.
  if (!isValidSource(source) || !isUnparsable(`${text}/app`)) return undefined;
  const quoted = quote(entry.source);
  const isExactPullBroken = !source.includes('/') || isUnparsable(text);
  return isExactPullBroken ? `every pull of ${quoted}` : `pulls of images below ${quoted}`;
}

/**
 * The operator of every release rejects an empty mirror and a wildcard; CRI-O does not load a file with these
 * schemes.
 */
function isRejectedOtherwise(mirror: string): boolean {
  return mirror === '' || mirror.includes('*') || /^https?:\/\//.test(mirror);
}

function isUnparsable(name: string): boolean {
  return parseCanonicalReference(name).kind === 'invalid';
}

/**
 * One violation for each fault of these kinds. If the cluster does not reject malformed values, only mirrors
 * that break pulls are reported.
 *
 * @param describe states the fault; the consequence and the suggested value are appended
 */
export function reportFaults(
  context: FormatContext,
  kinds: readonly FaultKind[],
  describe: (located: LocatedFault) => string,
): Iterable<Violation> {
  const faults = faultsOf(context.subject, kinds);
  if (faults.length === 0) return none;
  return isFormatEnforced(context) ? describeFaults(faults, describe) : describeBrokenPulls(faults, describe);
}

/** Lazy, because a caller reads only the first few of thousands of faults. */
function* describeFaults(
  faults: readonly LocatedFault[],
  describe: (located: LocatedFault) => string,
): Generator<Violation> {
  for (const located of faults) {
    const { suggestion } = located.fault;
    const advice = suggestion === undefined ? '' : `; write ${quote(suggestion)}`;
    yield { path: located.path, message: `${describe(located)}${advice}` };
  }
}

function* describeBrokenPulls(
  faults: readonly LocatedFault[],
  describe: (located: LocatedFault) => string,
): Generator<Violation> {
  for (const located of faults) {
    const pulls = brokenPulls(located);
    if (pulls === undefined) continue;
    const { suggestion } = located.fault;
    const advice = suggestion === undefined ? '' : `. Write ${quote(suggestion)}`;
    yield {
      path: located.path,
      message: `${describe(located)}; ${pulls} would fail without fallback${advice}`,
    };
  }
}
