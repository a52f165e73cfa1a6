import type { Facts } from '../../model/facts.ts';
import type { FaultKind } from '../../model/location/location-faults.ts';
import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { isAtLeast } from '../../model/openshift-version.ts';
import { quote } from '../../model/text/quote.ts';
import type { Violation } from '../rule.ts';
import type { Subject } from '../subject.ts';
import { faultsOf, type LocatedFault } from './location-walk.ts';

/** What a rule about the format of values is given. */
export interface FormatContext {
  readonly subject: Subject;
  readonly facts: { readonly clusterVersion?: Facts['clusterVersion'] | undefined };
}

const none: readonly never[] = [];

/**
 * Whether anything in the cluster demands well-formed values of this object: the definitions of ImageDigestMirrorSet and
 * ImageTagMirrorSet always do, for an ImageContentSourcePolicy only the operator of OpenShift 4.16 and later (DOMAIN 1.4). Before
 * that, the mistake is an upgrade trap, and a rule of its own says so.
 */
export function isFormatDemanded({ subject, facts }: FormatContext): boolean {
  if (mirrorSetKinds[subject.kind].checkedBySchema || facts.clusterVersion === undefined) return true;
  return isAtLeast(facts.clusterVersion.version, 4, 16);
}

/** One violation for each mistake of these kinds. `describe` says what is wrong with the value; what to write instead is added. */
export function reportFaults(
  context: FormatContext,
  kinds: readonly FaultKind[],
  describe: (located: LocatedFault) => string,
): Iterable<Violation> {
  const faults = faultsOf(context.subject, kinds);
  return faults.length === 0 || !isFormatDemanded(context) ? none : describeFaults(faults, describe);
}

/** One after the other, since nobody reads ten thousand. */
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
