import { Random } from './random.ts';
import type { RegistrySources, VectorInput } from './vector.ts';

/** A small set of related hosts, so scopes often nest, shadow and conflict. */
const hosts = [
  'src.io',
  'x.src.io',
  'xy.src.io',
  'b.x.src.io',
  'src.io:5000',
  'x.src.io:443',
  'quay.io',
  'docker.io',
  'index.docker.io',
  'registry.example.com',
  'm1.corp.internal:5000',
  'm2.corp.internal',
  'localhost',
  'localhost:5000',
  'mirror',
  'Upper.example.com',
  '10.0.0.5:5000',
  'a-b.example.com',
  'x.ab.io.ab.io',
];
const components = [
  'a',
  'b',
  'ns',
  'app',
  'library',
  'd__e',
  'f-g',
  'h.i',
  'openshift-release-dev',
  'ocp-release',
];
const wildcards = [
  '*.src.io',
  '*.x.src.io',
  '*.io',
  '*.example.com',
  '*.corp.internal',
  '*.ab.io',
  '*.ab.io.ab.io',
  '*.internal',
];
/**
 * Invalid locations that only an ImageContentSourcePolicy or image.config can contain, because no schema
 * validates them.
 */
const hazards = [
  'src.io/',
  'https://src.io/a',
  'src.io//a',
  'src.io/a:tag',
  'src.io/A',
  ' src.io',
  '',
  '*',
  'src.*',
  '*.src.io/a',
  '*.src.io:5000',
  'src.io/"a"',
  'src.io/é',
];
const releaseRepositories = [
  'quay.io/openshift-release-dev/ocp-release',
  'x.src.io/ns/ocp-release',
  'm1.corp.internal:5000/ns/app',
  'ocp/release',
];

/** The same seed gives the same world. Some worlds contain malformed locations. */
export function randomCluster(seed: number): VectorInput {
  return new RandomCluster(new Random(seed)).input();
}

class RandomCluster {
  readonly #random: Random;
  readonly #sources: readonly string[];
  readonly #mirrors: readonly string[];
  readonly #isHazardous: boolean;
  readonly #isPolicyConsistent: boolean;

  constructor(random: Random) {
    this.#random = random;
    this.#isHazardous = random.chance(0.1);
    this.#isPolicyConsistent = random.chance(0.8);
    this.#sources = random.times(random.between(1, 6), () =>
      random.chance(0.15) ? random.pick(wildcards) : this.#location(),
    );
    this.#mirrors = random.times(random.between(2, 7), () => this.#location());
  }

  input(): VectorInput {
    const state = this.#state();
    const refs = this.#random.times(this.#random.between(2, 8), () => this.#reference());
    if (!this.#random.chance(0.4)) return { ...state, refs };
    return { ...state, refs, prev: this.#random.chance(0.6) ? this.#variation(state) : this.#state() };
  }

  #state(): VectorInput {
    const random = this.#random;
    const state = {
      idms: random.times(random.between(0, 3), () => this.#object('imageDigestMirrors', true)),
      itms: random.times(random.between(0, 2), () => this.#object('imageTagMirrors', true)),
      icsp: random.times(random.between(0, 2), () => this.#object('repositoryDigestMirrors', false)),
    };
    if (random.chance(0.4)) return state;
    return {
      ...state,
      image: { registrySources: this.#registrySources() },
      releaseImage: this.#releaseImage(),
    };
  }

  /** The state with one list of objects emptied, doubled, reversed or without its first object. */
  #variation(state: VectorInput): VectorInput {
    const list = this.#random.pick(['idms', 'itms', 'icsp'] as const);
    const objects = state[list] ?? [];
    return {
      ...state,
      [list]: this.#random.pick([[], [...objects, ...objects], [...objects].reverse(), objects.slice(1)]),
    };
  }

  #object(listField: string, hasPolicy: boolean): unknown {
    const name = `o${this.#random.between(0, 1e6)}`;
    return {
      metadata: { name },
      spec: { [listField]: this.#random.times(this.#random.between(0, 4), () => this.#entry(hasPolicy)) },
    };
  }

  #entry(hasPolicy: boolean): unknown {
    const random = this.#random;
    const source =
      this.#isHazardous && random.chance(0.1) ? random.pick(hazards) : random.pick(this.#sources);
    const pool = random.chance(0.15) && !source.startsWith('*') ? [...this.#mirrors, source] : this.#mirrors;
    const drawn = random.times(random.between(0, 4), () =>
      this.#isHazardous && random.chance(0.1) ? random.pick(hazards) : random.pick(pool),
    );
    const mirrors = hasPolicy ? [...new Set(drawn)] : drawn;
    return {
      source,
      ...(random.chance(0.05) ? {} : { mirrors }),
      ...(hasPolicy ? this.#policy(source) : {}),
    };
  }

  #policy(source: string): { mirrorSourcePolicy?: string } {
    const random = this.#random;
    // Most worlds use one policy per source. Otherwise nearly every world contains a policy conflict, which
    // ends the sync.
    if (this.#isPolicyConsistent)
      return source.length % 4 === 1 ? { mirrorSourcePolicy: 'NeverContactSource' } : {};
    return random.pick([
      {},
      {},
      { mirrorSourcePolicy: 'AllowContactingSource' },
      { mirrorSourcePolicy: 'NeverContactSource' },
    ]);
  }

  #registrySources(): RegistrySources {
    const random = this.#random;
    const sources: { -readonly [name in keyof RegistrySources]: string[] } = {};
    if (random.chance(0.6)) sources.insecureRegistries = this.#scopes();
    if (random.chance(0.5)) sources.blockedRegistries = this.#scopes();
    if (random.chance(0.15)) sources.allowedRegistries = this.#scopes();
    return sources;
  }

  #scopes(): string[] {
    return this.#random.times(this.#random.between(0, 3), () => this.#scope());
  }

  #scope(): string {
    const random = this.#random;
    if (this.#isHazardous && random.chance(0.2)) return random.pick(hazards);
    if (random.chance(0.15)) return random.pick(wildcards);
    if (random.chance(0.1)) return random.pick(releaseRepositories);
    return random.chance(0.5)
      ? this.#inside(random.pick([...this.#sources, ...this.#mirrors]))
      : this.#location();
  }

  #releaseImage(): string {
    return `${this.#random.pick(releaseRepositories)}${this.#random.pick([this.#digest(), this.#digest(), ':4.16.3', `:4.16.3${this.#digest()}`, ''])}`;
  }

  #reference(): string {
    const random = this.#random;
    const name = random.chance(0.9)
      ? this.#inside(random.pick(random.chance(0.8) ? this.#sources : this.#mirrors))
      : this.#location();
    const host = name.replace(/^\*/, random.pick(['x', 'yy', 'a.b']));
    const withPort = random.chance(0.08) ? host.replace(/^([^:/]+)(?=\/|$)/, '$1:5000') : host;
    return `${withPort}${random.pick(['', ':v1', this.#digest(), `:v1${this.#digest()}`])}`;
  }

  /** The location or a location below it. */
  #inside(location: string): string {
    return [
      location,
      ...this.#random.times(this.#random.between(0, 2), () => this.#random.pick(components)),
    ].join('/');
  }

  #location(): string {
    return [
      this.#random.pick(hosts),
      ...this.#random.times(this.#random.between(0, 3), () => this.#random.pick(components)),
    ].join('/');
  }

  #digest(): string {
    return `@sha256:${this.#random.pick(['0', 'a', 'f']).repeat(64)}`;
  }
}
