import { findExcess } from '../../src/kubernetes/structure/limits.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { type MirrorSetKind, mirrorSetKinds, type SourcePolicy } from '../../src/model/mirror-set.ts';

/** A well-formed object with the maximum number of entries that is evaluated and fits into 3 MiB. */
export interface HugeObject {
  /** Describes the entries. */
  readonly name: string;
  readonly kind: MirrorSetKind;
  readonly entries: readonly HugeEntry[];
}

export interface HugeEntry {
  readonly source: string;
  readonly mirrors: readonly string[];
  readonly mirrorSourcePolicy?: SourcePolicy;
}

/** The limit in src/kubernetes/structure/limits.ts. */
export const maxEntries = 10_000;

/** An entry like those of oc-mirror: 53 hosts, 997 organizations, and two mirrors. */
export function ordinaryEntry(index: number): HugeEntry {
  const path = `organisation-${index % 997}/app-${index}`;
  return {
    source: `registry-${index % 53}.example.com/${path}`,
    mirrors: [`mirror-a.example.net:8443/copies/${path}`, `mirror-b.example.net/copies/${path}`],
  };
}

const never = { mirrorSourcePolicy: 'NeverContactSource' } as const;
const path = (depth: number) => 'a/'.repeat(depth);

/** Locations like `h1.io/a/a/a`, of at most 255 characters. */
function nestedEntry(index: number): HugeEntry {
  return { source: `h${index % 80}.io/${path(Math.floor(index / 80) % 120)}a`, mirrors: [`m.io/x${index}`] };
}

interface Shape {
  readonly kind?: MirrorSetKind;
  readonly count?: number;
  readonly entry: (index: number) => HugeEntry;
}

const shapes: Readonly<Record<string, Shape>> = {
  'ordinary entries': { entry: ordinaryEntry },
  'ordinary entries for tags': { kind: 'ImageTagMirrorSet', entry: ordinaryEntry },
  'ordinary entries of a policy': { kind: 'ImageContentSourcePolicy', entry: ordinaryEntry },
  'sources never to be contacted': { entry: (index) => ({ ...ordinaryEntry(index), ...never }) },
  'sources of other objects, from the other end': {
    entry: (index) => ({
      source: ordinaryEntry(maxEntries - index).source,
      mirrors: ['n.example.org/a', `n.example.org/b${index}`],
    }),
  },
  'sources inside those of other objects': {
    entry: (index) => ({
      source: `${ordinaryEntry(index).source}/inner`,
      mirrors: [`n.example.org/b${index}`, 'm.example.org/c'],
    }),
  },
  'sources around those of other objects': {
    entry: (index) => ({
      source:
        index < 53
          ? `registry-${index}.example.com`
          : `registry-${index % 53}.example.com/organisation-${index}`,
      mirrors: [`n.example.org/b${index}`],
    }),
  },
  'one source around all others': {
    entry: (index) => ({
      source: index === 0 ? 'hub.example.org' : `hub.example.org/a${index}`,
      mirrors: [`m.example.org/a${index}`],
    }),
  },
  'sources nested 500 deep': {
    count: 5000,
    entry: (index) => ({
      source: `h${index % 10}.io/${path(Math.floor(index / 10))}a`,
      mirrors: [`m.io/x${index}`],
    }),
  },
  'sources nested as deep as can be pulled': { entry: nestedEntry },
  'sources nested as deep as can be pulled, every other never to be contacted': {
    entry: (index) => ({ ...nestedEntry(index), ...(Math.floor(index / 80) % 2 === 0 ? never : {}) }),
  },
  wildcards: {
    entry: (index) => ({ source: `*.a${index}.example.org`, mirrors: [`m.io/x${index}`, `n.io/x${index}`] }),
  },
  'wildcards nested 250 deep': {
    count: 5000,
    entry: (index) => ({
      source: `*.${'a.'.repeat(Math.floor(index / 20))}h${index % 20}.io`,
      mirrors: [`m.io/x${index}`],
    }),
  },
  'hosts below one wildcard': {
    entry: (index) => ({
      source: index === 0 ? '*.example.org' : `h${index}.example.org/app`,
      mirrors: [`m.io/x${index}`],
    }),
  },
  'ports of one host': {
    entry: (index) => ({
      source: index === 0 ? 'hub.io' : `hub.io:${index}/app`,
      mirrors: [`m.io:${index}/x`],
    }),
  },
  'one source with different lists': {
    entry: (index) => ({ source: 'a.io/x', mirrors: [`m${index}.io/x`, `m${index + 1}.io/x`] }),
  },
  'one source with equal lists': { entry: () => ({ source: 'a.io/x', mirrors: ['m.io/x', 'n.io/x'] }) },
  'one source with lists that contradict each other': {
    entry: (index) => ({
      source: 'a.io/x',
      mirrors: [`m${(index * 7) % 100}.io/x`, `m${(index * 3) % 100}.io/x`],
    }),
  },
  'one source with both policies': {
    entry: (index) => ({ source: 'a.io/x', mirrors: [`m${index}.io/x`], ...(index % 2 === 0 ? never : {}) }),
  },
  'four sources with 5,000 mirrors each': {
    count: 4,
    entry: (index) => ({
      source: `a.io/x${index}`,
      mirrors: Array.from({ length: 5000 }, (_, at) => `m${at % 7}.example.net/x${index}/y${at}`),
    }),
  },
  'four sources with 5,000 mirrors each, the source in the middle': {
    count: 4,
    entry: (index) => ({
      source: `a.io/x${index}`,
      mirrors: Array.from({ length: 5000 }, (_, at) =>
        at === 2500 ? `a.io/x${index}` : `m${at}.example.net/x${index}`,
      ),
    }),
  },
  'mirrors that are sources never to be contacted': {
    entry: (index) => ({ source: `s${index}.io/x`, mirrors: [`s${index + 1}.io/x/y`], ...never }),
  },
  'mirrors inside one source of half the entries': {
    entry: (index) =>
      index < maxEntries / 2
        ? { source: 'hub.io/x', mirrors: [`m${index}.io/x`], ...never }
        : { source: `s${index}.io/x`, mirrors: [`hub.io/x/${index}`, `m.io/${index}`] },
  },
  'mirrors inside their source': {
    entry: (index) => ({ source: `s${index}.io/x`, mirrors: [`s${index}.io/x/y`, `s${index}.io/x/z`] }),
  },
  'mirrors of a stored source that many entries have': {
    entry: (index) => ({
      source: `s${index}.io/x`,
      mirrors: [`crowded.example.com/x/${index}`, `n.io/${index}`],
    }),
  },
  'entries of a stored source that many entries have': {
    entry: (index) => ({ source: 'crowded.example.com/x', mirrors: [`n${index}.io/x`, `m${index}.io/x`] }),
  },
  'sources in blocked registries, the payload among them': {
    entry: (index) => ({
      source:
        index === 0 ? 'quay.io/openshift-release-dev/ocp-release' : `quay.io/openshift-release-dev/a${index}`,
      mirrors: [`m.example.net/x${index}`],
    }),
  },
  catalogs: {
    entry: (index) => ({
      source: `registry.redhat.io/r${index}/a-operator-index`,
      mirrors: [`m.example.net/x${index}`],
    }),
  },
  'blanks and schemes to be repaired': {
    entry: (index) => ({
      source: ` https://a.example.org/x${index}/ `,
      mirrors: [`https://m.io/x${index}/`, ` m.io/x${index}`],
    }),
  },
  'mirrors to be removed': {
    entry: (index) => ({ source: `a.example.org/x${index}`, mirrors: [`m.io/x${index}`, `m.io/x${index}`] }),
  },
  'upper case': {
    entry: (index) => ({ source: `a.example.org/X${index}`, mirrors: [`m.io/x${index}`, `m.io/Y${index}`] }),
  },
  'odd hosts': {
    entry: (index) => ({ source: `host${index}/x`, mirrors: [`docker.io/x${index}`, `MIRROR.io/x${index}`] }),
  },
};

/** Yields one object at a time, because all of them together would exceed the memory. */
export function* hugeObjects(): Generator<HugeObject> {
  for (const [name, { kind = 'ImageDigestMirrorSet', count = maxEntries, entry }] of Object.entries(shapes)) {
    const entries = Array.from({ length: count }, (_, index) => entry(index));
    yield { name, kind, entries: entries.slice(0, maxExamined(kind, entries)) };
  }
}

function maxExamined(kind: MirrorSetKind, entries: readonly HugeEntry[]): number {
  let [most, tooMany] = [0, entries.length + 1];
  while (tooMany - most > 1) {
    const middle = (most + tooMany) >> 1;
    if (findExcess(kind, manifestOf(kind, 'huge', entries.slice(0, middle))) === undefined) most = middle;
    else tooMany = middle;
  }
  return most;
}

export function manifestOf(kind: MirrorSetKind, name: string, entries: readonly HugeEntry[]): JsonObject {
  const { apiVersion, listField } = mirrorSetKinds[kind];
  return { apiVersion, kind, metadata: { name }, spec: { [listField]: entries as unknown as JsonObject[] } };
}
