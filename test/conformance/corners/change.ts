import type { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { digestOf, icsp, idms, itms, type VectorEntry } from './objects.ts';

type Kind = 'idms' | 'itms' | 'icsp';
type Row = VectorEntry & { readonly kind: Kind };

const sources = ['s.io', 's.io/a', '*.s.io', 'z.io/b'];
const mirrors = ['m.io/a', 'n.io/a', 's.io/m', 'o.io:5000'];
const scopes = ['s.io', 's.io/a', 's.io/a/b', 'm.io', 'q.io', '*.s.io'];

/**
 * Two states with one small difference. Covers each kind of change that affects the drain verdict (DOMAIN
 * 6.2).
 */
export function changeCorner(random: Random): VectorInput {
  const rows = random.times(random.between(1, 4), () => makeRow(random));
  const insecure = random.subset(scopes, 1);
  const blocked = random.subset(scopes, 1);
  const state = toState(rows, insecure, blocked);
  const changed = random.pick([
    () => toState(changeRow(random, rows), insecure, blocked),
    () => toState(changeRow(random, rows), insecure, blocked),
    () => toState([...rows, makeRow(random)], insecure, blocked),
    () => toState(rows.slice(1), insecure, blocked),
    () => toState(random.shuffle(rows), insecure, blocked),
    () => toState(rows, random.subset(scopes, 2), blocked),
    () => toState(rows, insecure, random.subset(scopes, 2)),
  ])();
  const [prev, next] = random.chance(0.5) ? [state, changed] : [changed, state];
  return { ...next, prev };
}

function makeRow(random: Random): Row {
  const source = random.pick(sources);
  return {
    kind: random.pick(['idms', 'itms', 'icsp']),
    source,
    mirrors: random.shuffle(random.subset(mirrors, 3)),
  };
}

/** Changes the first entry: another kind, source or policy, or other or reversed mirrors. */
function changeRow(random: Random, [first, ...rest]: readonly Row[]): readonly Row[] {
  if (first === undefined) return [];
  const own = first.mirrors ?? [];
  const change: Partial<Row> = random.pick([
    { kind: random.pick(['idms', 'itms', 'icsp']) },
    { mirrorSourcePolicy: 'NeverContactSource' },
    { mirrorSourcePolicy: 'AllowContactingSource' },
    { mirrors: own.toReversed() },
    { mirrors: own.slice(1) },
    { mirrors: [...new Set([...own, random.pick(mirrors)])] },
    { mirrors: [...own, first.source] },
    { mirrors: [first.source] },
    { source: random.pick(sources) },
  ]);
  return [{ ...first, ...change }, ...rest];
}

function toState(
  rows: readonly Row[],
  insecureRegistries: readonly string[],
  blockedRegistries: readonly string[],
): VectorInput {
  const entries = (wanted: Kind) =>
    rows.filter(({ kind }) => kind === wanted).map(({ kind: _, ...entry }) => entry);
  const none = insecureRegistries.length + blockedRegistries.length === 0;
  const config = {
    image: { registrySources: { insecureRegistries, blockedRegistries } },
    releaseImage: `quay.io/ocp${digestOf('a')}`,
  };
  return {
    idms: entries('idms').map((entry) => idms([entry])),
    itms: entries('itms').map((entry) => itms([entry])),
    icsp: entries('icsp').map((entry) => icsp([entry])),
    ...(none ? {} : config),
  };
}
