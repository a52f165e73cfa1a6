import type { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { digestOf, icsp, idms, itms, type VectorEntry } from './objects.ts';

/** In byte order, these sources sort before, between and after the mirrors. */
const sources = ['0.io/s', 'c.io/s', 'm.io:5000/s', 'quay.io/s', 'zz.io/s', '*.io', 'M.io/s'];
const names = [
  'a.io/m',
  'b.io/m',
  'c.io/m',
  'm.io',
  'm.io/a',
  'm.io:5000/a',
  'm.io-x/a',
  'm.io.x/a',
  'M.io/a',
  'z.io/m',
  'y.io/m',
  'd.io',
];

/**
 * Many mirror lists for one or two sources: lists that agree, conflict, form a cycle or contain the source
 * (DOMAIN 3.2 to 3.4).
 */
export function orderCorner(random: Random): VectorInput {
  const own = random.subset(sources, 2);
  const mirrors = random.subset(names, random.between(3, 8));
  const objects = { idms: [] as unknown[], itms: [] as unknown[], icsp: [] as unknown[] };
  const entries = random.times(random.between(2, 9), () =>
    makeEntry(random, random.pick(own.length === 0 ? sources : own), mirrors),
  );
  for (const entry of entries) {
    const kind = random.pick(['idms', 'idms', 'icsp', 'itms'] as const);
    if (kind === 'icsp') objects.icsp.push(icsp([withRepeats(random, entry)]));
    else objects[kind].push(kind === 'idms' ? idms([entry]) : itms([entry]));
  }
  const refs = own.flatMap((source) => [
    `${source.replace('*', 'x')}/app:v1`,
    `${source.replace('*', 'x')}/app${digestOf('e')}`,
  ]);
  return { ...objects, refs };
}

function makeEntry(random: Random, source: string, mirrors: readonly string[]): VectorEntry {
  const list = random.shuffle(random.subset(mirrors, random.between(1, 6)));
  const includesSource = !source.startsWith('*') && random.chance(0.15);
  if (includesSource) list.splice(random.between(0, list.length), 0, source);
  return { source, mirrors: list };
}

/** The CRDs of the other two kinds reject repeated mirrors. */
function withRepeats(random: Random, entry: VectorEntry): VectorEntry {
  const mirrors = (entry.mirrors ?? []).flatMap((mirror) =>
    random.chance(0.2) ? [mirror, mirror] : [mirror],
  );
  return { ...entry, mirrors: random.chance(0.2) ? [...mirrors, ...mirrors.slice(0, 1)] : mirrors };
}
