import type { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { digestOf, icsp, idms } from './objects.ts';

/**
 * Pieces of scopes in image.config and of locations in an ImageContentSourcePolicy. No schema validates
 * either.
 */
const pieces = [
  'q.io',
  'q.io/a',
  '/',
  '//',
  'http://',
  'https://',
  ':5000',
  ':tag',
  '@sha256:00',
  '"',
  '\\',
  "'",
  '\t',
  '\n',
  '\r',
  '\u0000',
  '\u0001',
  '\u001f',
  '\u007f',
  '\u0080',
  '\u00e9',
  '\u2028',
  '\uffee',
  '\u{1f600}',
  ' ',
  '#',
  '*',
  '*.',
  '.',
  '[',
  ']',
  '=',
  'A',
];

/**
 * Text that requires quoting, and scopes that the MCO accepts but containers/image rejects (DOMAIN 3.9, 5.2,
 * 7.2).
 */
export function oddTextCorner(random: Random): VectorInput {
  const odd = () => random.times(random.between(1, 3), () => random.pick(pieces)).join('');
  const near = () =>
    random.pick(['q.io', 'q.io/', 'q.io//', 'q.io/a', 'q.io/a/', '*.q.io', 'x.q.io', 'x.q.io/']);
  const scopes = (most: number) =>
    random.times(random.between(0, most), () => (random.chance(0.5) ? odd() : near()));
  const usesPolicy = random.chance(0.3);
  return {
    idms: [
      idms([
        {
          source: random.pick(['q.io', 'q.io/a', '*.q.io']),
          mirrors: [random.pick(['m.io', 'm.io/x', 'q.io/m'])],
        },
      ]),
    ],
    icsp: usesPolicy
      ? [icsp([{ source: random.chance(0.5) ? odd() : near(), mirrors: [odd(), near()] }])]
      : [],
    image: {
      registrySources: {
        insecureRegistries: scopes(3),
        ...(random.chance(0.6) ? { blockedRegistries: scopes(2) } : {}),
        ...(random.chance(0.1) ? { allowedRegistries: scopes(2) } : {}),
      },
    },
    releaseImage: `${random.pick(['q.io/a/ocp', 'quay.io/ocp', 'x.q.io/ocp'])}${digestOf('a')}`,
    refs: ['q.io/a:v1', `x.q.io/a/b${digestOf('b')}`, 'q.io/b'],
  };
}
