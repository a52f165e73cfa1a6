import type { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { digestOf, icsp, idms, itms, type VectorEntry } from './objects.ts';

const scopes = [
  '*.d.io',
  '*.x.d.io',
  'd.io',
  'd.io:5000',
  'x.d.io',
  'x.d.io:5000',
  'x.d.io/a',
  'x.d.io/a/b',
  'x.d.io/a/b/c',
  'x.d.io:5000/a',
  'y.x.d.io',
  'y.x.d.io/a',
  'd.io/a',
  'd.io/a/b',
  'd.io/a-b',
  'xd.io',
];
const mirrors = ['m.io/p', 'm.io:5000/p', 'n.io', 'n.io/q', 'x.d.io/m', 'd.io/m', 'd.io:5000/m'];
const never = 'NeverContactSource';

/**
 * Nested sources of all kinds with insecure and blocked scopes between them. Covers copied mirrors, errors
 * that stop the sync, and shadowed sources (DOMAIN 3.5 to 3.8).
 */
export function nestingCorner(random: Random): VectorInput {
  const family = random.subset(scopes, random.between(3, 8));
  // Use one policy per source. Otherwise nearly every world contains a policy conflict, which ends the sync
  // early.
  const policies = new Map(family.map((source) => [source, random.chance(0.2) ? never : undefined]));
  const entry = (withPolicy: boolean): VectorEntry => {
    const source = random.pick(family.length === 0 ? scopes : family);
    const policy = policies.get(source);
    if (policy !== undefined && !withPolicy) return entry(random.chance(0.9));
    return {
      source,
      mirrors: random.shuffle(random.subset(mirrors, 3)).filter((mirror) => mirror !== source),
      ...(policy === undefined ? {} : { mirrorSourcePolicy: policy }),
    };
  };
  const some = (most: number) => random.shuffle(random.subset(scopes, most));
  const wanted = random.shuffle([...family, ...family]).slice(0, random.between(2, 6));
  return {
    idms: random.times(random.between(0, 2), () =>
      idms(random.times(random.between(1, 3), () => entry(true))),
    ),
    itms: random.times(random.between(0, 2), () =>
      itms(random.times(random.between(1, 3), () => entry(true))),
    ),
    icsp: random.chance(0.3) && ![...policies.values()].includes(never) ? [icsp([entry(false)])] : [],
    image: { registrySources: { insecureRegistries: some(2), blockedRegistries: some(1) } },
    releaseImage: `quay.io/rel/ocp${digestOf('a')}`,
    refs: wanted.flatMap((scope) => {
      const name = `${scope.replace('*', random.pick(['x', 'xy', 'y.x']))}/${random.pick(['a', 'a/b', 'a/b/c', 'm', 'a-b/c'])}`;
      return [`${name}:v1`, `${name}${digestOf('f')}`];
    }),
  };
}
