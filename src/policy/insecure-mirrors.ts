import type { Facts } from '../domain/facts.ts';
import { isInsideAny, isNestedInside } from '../domain/scope.ts';
import type { LocatedValue } from './location-walk.ts';
import { newMirrorsByHost } from './new-mirrors.ts';
import type { Subject } from './subject.ts';

/** New mirrors by host and port. No host is there without a mirror. */
type ByHost = ReadonlyMap<string, readonly LocatedValue[]>;

/** The new mirrors of an object, by whether nodes verify their TLS. */
export interface MirrorsByTrust {
  readonly verified: ByHost;
  /** Inside a scope of insecureRegistries. */
  readonly insecure: ByHost;
}

const found = new WeakMap<Facts['mirrorSets'], MirrorsByTrust>();

/** Several rules ask, and it is found once. Cost: that of the new mirrors, and the list for each of their hosts. */
export function splitByTrust(subject: Subject, { mirrorSets, imageConfig }: Pick<Facts, 'mirrorSets' | 'imageConfig'>): MirrorsByTrust {
  const split = found.get(mirrorSets) ?? findSplit(newMirrorsByHost(subject, mirrorSets), imageConfig.insecureRegistries ?? []);
  found.set(mirrorSets, split);
  return split;
}

function findSplit(mirrors: ByHost, listed: readonly string[]): MirrorsByTrust {
  const scopes = new Set(listed);
  const [verified, insecure] = [new Map<string, readonly LocatedValue[]>(), new Map<string, readonly LocatedValue[]>()];
  for (const [host, group] of mirrors) {
    // Mostly the list has nothing to do with the host, and then there is nothing to compare mirror by mirror.
    const isConcerned = listed.some((scope) => isNestedInside(host, scope) || scope.startsWith(`${host}/`));
    if (!isConcerned) verified.set(host, group);
    else {
      const byTrust = Map.groupBy(group, ({ text }) => isInsideAny(text, scopes));
      for (const [isInsecure, those] of byTrust) (isInsecure ? insecure : verified).set(host, those);
    }
  }
  return { verified, insecure };
}
