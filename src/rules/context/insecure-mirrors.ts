import type { Facts } from '../../model/facts.ts';
import type { MirrorSetsFact } from '../../model/index/project-write.ts';
import { authorityOf, isInsideAny } from '../../model/location/scope.ts';
import { foundOnce } from '../found-once.ts';
import type { Subject } from '../subject.ts';
import type { LocatedValue } from './location-walk.ts';
import { newMirrorsByHost } from './new-mirrors.ts';

/** New mirrors by host and port. No host is there without a mirror. */
type ByHost = ReadonlyMap<string, readonly LocatedValue[]>;

/** The new mirrors of an object, by whether nodes verify their TLS. */
export interface MirrorsByTrust {
  readonly verified: ByHost;
  /** Inside a scope of insecureRegistries. */
  readonly insecure: ByHost;
}

/** Cost: that of the new mirrors, and the list for each of their hosts. */
export function splitByTrust(
  subject: Subject,
  { mirrorSets, imageConfig }: Pick<Facts, 'mirrorSets' | 'imageConfig'>,
): MirrorsByTrust {
  return split(mirrorSets, { subject, listed: imageConfig.insecureRegistries ?? none });
}

const split = foundOnce(
  (
    fact: MirrorSetsFact,
    { subject, listed }: { readonly subject: Subject; readonly listed: readonly string[] },
  ) => findSplit(newMirrorsByHost(fact, subject), listed),
);

const none: readonly never[] = [];

/** Of one list, which stays the same for many writes. */
const readList = foundOnce((listed: readonly string[]) => ({
  scopes: new Set(listed),
  hosts: new Set(listed.map(authorityOf)),
}));

function findSplit(mirrors: ByHost, listed: readonly string[]): MirrorsByTrust {
  const { scopes, hosts } = readList(listed);
  const [verified, insecure] = [
    new Map<string, readonly LocatedValue[]>(),
    new Map<string, readonly LocatedValue[]>(),
  ];
  for (const [host, group] of mirrors) {
    // Mostly the list has nothing on the host and does not hold it, and then there is nothing to compare mirror by mirror.
    const isConcerned = hosts.has(host) || isInsideAny(host, scopes);
    if (!isConcerned) verified.set(host, group);
    else {
      const byTrust = Map.groupBy(group, ({ text }) => isInsideAny(text, scopes));
      for (const [isInsecure, those] of byTrust) (isInsecure ? insecure : verified).set(host, those);
    }
  }
  return { verified, insecure };
}
