import type { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { digestOf, idms, itms } from './objects.ts';

const registries = [
  '',
  'q.io/',
  'q.io:5000/',
  'Q.io/',
  'x.q.io/',
  'localhost/',
  'localhost:5000/',
  'docker.io/',
  'index.docker.io/',
  'docker.io/library/',
  'mirror/',
  '[::1]/',
  '[::1]:5000/',
  '[fe80::1%25eth0]/',
  '10.0.0.1/',
  'q_q.io/',
  'q.io./',
  '-q.io/',
  'q.io:/',
  'https://q.io/',
];
const paths = [
  'a',
  'a/b',
  'a__b',
  'a___b',
  'a--b',
  'a.b',
  'a..b',
  'a_/b',
  'A/b',
  'a/',
  '/a',
  'a//b',
  'f'.repeat(64),
  'F'.repeat(64),
  `${'p/'.repeat(120)}p`,
  `${'p/'.repeat(126)}p`,
  'p'.repeat(250),
  '',
];
const versions = [
  '',
  ':v1',
  ':V_1.x-',
  `:${'t'.repeat(128)}`,
  `:${'t'.repeat(129)}`,
  ':.v',
  ':',
  '@',
  digestOf('a'),
  digestOf('A'),
  `:v1${digestOf('a')}`,
  `${digestOf('a')}:v1`,
  '@sha256:abc',
  `@sha512:${'b'.repeat(128)}`,
  `@sha384:${'b'.repeat(96)}`,
  `@md5:${'b'.repeat(32)}`,
  `@sha256+b64:${'b'.repeat(64)}`,
  ':v1:v2',
];
const plainPaths = ['a', 'a/b', 'library/a', `${'p/'.repeat(60)}p`];
const plainVersions = ['', ':v1', digestOf('a'), `:v1${digestOf('a')}`];
const sources = [
  'q.io',
  'q.io/a',
  '*.q.io',
  '*.io',
  'docker.io',
  'docker.io/library',
  'docker.io/library/a',
  'index.docker.io',
  'localhost',
  'localhost:5000',
  'mirror',
  '10.0.0.1',
  'Q.io',
  'docker.io/a',
  'mirror/a',
];
const mirrors = [
  'm.io',
  'm.io/x',
  'mirror',
  'mirror/x',
  'docker.io',
  'docker.io/x',
  'index.docker.io/x',
  'localhost',
  'Mirror/x',
  `m.io/${'l'.repeat(200)}`,
  'm.io:99999/x',
  '10.0.0.2:5000',
];

/**
 * Valid and invalid image references, with sources and mirrors that cannot be combined with all of them
 * (DOMAIN 7.1, 7.2, 7.5, 7.6).
 */
export function referencesCorner(random: Random): VectorInput {
  const own = [...random.subset(sources, 2), random.pick(sources)];
  const entry = () => ({
    source: random.pick(own),
    mirrors: [...new Set([random.pick(mirrors), ...random.subset(mirrors, 1)])],
  });
  // Most references are below a source and have at most one unusual part. The parser reports only the first
  // error, so a reference with several tests only one of them.
  const reference = () =>
    random.pick([
      () => `${below(random, own)}${random.pick(plainPaths)}${random.pick(plainVersions)}`,
      () => `${below(random, own)}${random.pick(paths)}${random.pick(plainVersions)}`,
      () => `${below(random, own)}a${random.pick(versions)}`,
      () => `${random.pick(own).replace('*', 'x')}${random.pick(versions)}`,
      () => `${random.pick(registries)}${random.pick(paths)}${random.pick(versions)}`,
    ])();
  return {
    idms: [idms(random.times(random.between(1, 3), entry))],
    itms: random.chance(0.6) ? [itms(random.times(random.between(1, 2), entry))] : [],
    refs: random.times(8, reference),
  };
}

function below(random: Random, scopes: readonly string[]): string {
  return `${random.pick(scopes).replace('*', 'x')}/`;
}
