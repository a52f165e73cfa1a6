import { type MirrorSet, type MirrorSetKind, mirrorSetKinds } from '../mirror-set.ts';
import { behaviorOf } from '../operator-behavior.ts';
import type { RegistryEntry, RegistryMirror } from './registries.ts';
import { bytesOfRegistry } from './registries-conf.ts';

/** Bytes that registries.conf adds to each name. */
interface Frames {
  readonly ofSource: number;
  readonly ofWildcard: number;
  readonly ofMirror: number;
}

/** Measured for the first release that reads the kind; later releases write at least as much. */
const frames: Readonly<Record<MirrorSetKind, Frames>> = {
  ImageDigestMirrorSet: measure('ImageDigestMirrorSet', 13),
  ImageTagMirrorSet: measure('ImageTagMirrorSet', 13),
  ImageContentSourcePolicy: measure('ImageContentSourcePolicy', 12),
};

function measure(kind: MirrorSetKind, minor: number): Frames {
  const pullFromMirror = mirrorSetKinds[kind].pulls === 'tag' ? 'tag-only' : 'digest-only';
  const mirror: RegistryMirror = { location: '', insecure: false, pullFromMirror };
  const bytesOf = (changes: Partial<RegistryEntry>) => {
    const entry = {
      scope: '',
      prefix: '',
      location: '',
      insecure: false,
      blocked: false,
      mirrors: [],
      ...changes,
    };
    return bytesOfRegistry(entry, behaviorOf({ major: 4, minor }));
  };
  return {
    ofSource: bytesOf({ location: 'a' }) - 'a'.length,
    ofWildcard: bytesOf({}),
    ofMirror: bytesOf({ mirrors: [mirror, mirror] }) - bytesOf({ mirrors: [mirror] }),
  };
}

/** The least number of bytes that the registry of a source adds to registries.conf, without its mirrors. */
export function minBytesOfSource(kind: MirrorSetKind, source: string): number {
  return source.length + (source.startsWith('*.') ? frames[kind].ofWildcard : frames[kind].ofSource);
}

export function minBytesOfMirror(kind: MirrorSetKind, location: string): number {
  return location.length + frames[kind].ofMirror;
}

/**
 * The least number of bytes that the entries of one object add to registries.conf, in any release and with
 * any other objects. Counts each source once, with each of its mirrors once. Cost: proportional to the
 * entries and mirrors.
 */
export function minFileBytes({ kind, entries }: Pick<MirrorSet, 'kind' | 'entries'>): number {
  const sources = new Map<string, Set<string>>();
  let bytes = 0;
  for (const { source, mirrors } of entries) {
    for (const location of mirrors) {
      if (location === source) continue;
      let known = sources.get(source);
      if (known === undefined) {
        known = new Set();
        sources.set(source, known);
        bytes += minBytesOfSource(kind, source);
      }
      if (known.has(location)) continue;
      known.add(location);
      bytes += minBytesOfMirror(kind, location);
    }
  }
  return bytes;
}
