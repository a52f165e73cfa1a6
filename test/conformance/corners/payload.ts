import type { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { digestOf, icsp, idms, itms } from './objects.ts';

/** Repositories of a release image. The MCO cannot parse the one without a registry host. */
const payloads = [
  'quay.io/rel/ocp',
  'reg.example.com:5000/rel/ocp',
  'a.reg.example.com/ocp',
  'a.reg.example.com:5000/rel/ocp',
  'rel/ocp',
];
const suffixes = [
  digestOf('a'),
  digestOf('a'),
  digestOf('a'),
  ':4.20.1',
  `:4.20.1${digestOf('b')}`,
  '',
  `@sha512:${'c'.repeat(128)}`,
];
const mirrors = [
  'm.corp.io:5000/ocp',
  'm.corp.io/ocp',
  'm.corp.io',
  'n.corp.io/rel',
  'quay.io/copy',
  'quay.io:443/rel',
  'mirror/rel',
  'docker.io/x',
];
const outside = [
  'docker.io',
  '*.corp.io',
  'm.corp.io',
  'm.corp.io:5000',
  'n.corp.io/rel',
  'quay.io/copy',
  'x.example.com',
  '*.example.net',
];

/**
 * Blocked and allowed registries that affect the release image. A blocked scope can contain or equal its
 * repository, be a wildcard, or occur twice. Mirrors can be blocked, not rewritable or for tags only (DOMAIN
 * 4.1 to 4.3).
 */
export function payloadCorner(random: Random): VectorInput {
  const payload = random.pick(payloads);
  const around = scopesAround(payload);
  const sources = [...around, payload, `${payload}/x`, 'quay.io/other'];
  const entry = () => ({
    source: random.pick(sources),
    mirrors: random.subset(random.chance(0.3) ? [...mirrors, payload] : mirrors, 3),
    ...(random.chance(0.1) ? { mirrorSourcePolicy: 'NeverContactSource' } : {}),
  });
  const scopes = () => [...random.subset([...around, payload], 2), ...random.subset(outside, 2)];
  const names = [
    payload,
    `${payload}-dev`,
    ...outside.filter((scope) => !scope.startsWith('*')),
    `${payload}/x`,
  ];
  return {
    idms: random.times(random.between(0, 2), () => idms(random.times(random.between(0, 2), entry))),
    itms: random.chance(0.2) ? [itms([entry()])] : [],
    icsp: random.chance(0.3) ? [icsp([entry()])] : [],
    image: {
      registrySources: {
        ...(random.chance(0.9) ? { blockedRegistries: random.shuffle(scopes()) } : {}),
        ...(random.chance(0.3) ? { insecureRegistries: scopes() } : {}),
        ...(random.chance(0.2) ? { allowedRegistries: random.subset([payload, ...outside], 2) } : {}),
      },
    },
    releaseImage: `${payload}${random.pick(suffixes)}`,
    refs: random.times(
      random.between(1, 4),
      () => `${random.pick(names)}${random.pick(['', ':v1', digestOf('d')])}`,
    ),
  };
}

/**
 * Every scope that contains the name by any of the three matching rules, which differ for ports and
 * wildcards.
 */
function scopesAround(name: string): readonly string[] {
  const [registry = '', ...path] = name.split('/');
  const [host = ''] = registry.split(':');
  const parents = path.slice(0, -1).map((_, index) => [registry, ...path.slice(0, index + 1)].join('/'));
  const domains = host
    .split('.')
    .flatMap((_, index, labels) => (index === 0 ? [] : [`*.${labels.slice(index).join('.')}`]));
  return [...new Set([registry, host, ...parents, ...domains])];
}
