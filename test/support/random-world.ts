import fc from 'fast-check';
import { readMachineConfigs } from '../../src/kubernetes/machine-configs/read-machine-configs.ts';
import type { ClusterState, ImageConfig } from '../../src/model/cluster-state.ts';
import type { ImagePolicy } from '../../src/model/image-policies.ts';
import type { MirrorEntry, MirrorSet, MirrorSetKind } from '../../src/model/mirror-set.ts';
import type { OpenShiftVersion } from '../../src/model/openshift-version.ts';
import type { ContainersFile } from '../../src/model/pools/containers-file.ts';
import { machineConfig } from './machine-config.ts';

/**
 * A small set of names, so sources are often equal, nested, covered by a wildcard or different only in the
 * port.
 */
const hosts = [
  'quay.io',
  'src.io',
  'a.src.io',
  'x.a.src.io',
  'src.io:5000',
  'm.io',
  'reg.local:5000',
  'b.m.io',
];
const paths = ['', '/a', '/a/b', '/ab', '/ocp/release', '/ocp'];
const locations = hosts.flatMap((host) => paths.map((path) => host + path));
const wildcards = ['*.src.io', '*.io', '*.a.src.io', '*.m.io'];
/** Locations that only an ImageContentSourcePolicy or a list of image.config can contain. */
const hazards = [
  '',
  'quay.io/a/',
  'm.io/a/',
  'https://m.io/a',
  'http://quay.io',
  'quay.io/*',
  'quay.io/A',
  '*.src.io:5000',
  'quay.io/a:tag',
];

const location = fc.constantFrom(...locations);
const source = fc.oneof(
  { weight: 8, arbitrary: location },
  { weight: 2, arbitrary: fc.constantFrom(...wildcards) },
);
const oddLocation = fc.oneof(
  { weight: 12, arbitrary: source },
  { weight: 1, arbitrary: fc.constantFrom(...hazards) },
);
const policy = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom('NeverContactSource' as const, 'AllowContactingSource' as const) },
);

const releaseImage = `quay.io/ocp/release@sha256:${'0'.repeat(64)}`;
const kinds: readonly MirrorSetKind[] = [
  'ImageDigestMirrorSet',
  'ImageTagMirrorSet',
  'ImageContentSourcePolicy',
];

function entriesOf(kind: MirrorSetKind): fc.Arbitrary<MirrorEntry[]> {
  const isFree = kind === 'ImageContentSourcePolicy';
  const mirrors = fc.array(isFree ? oddLocation : location, { maxLength: 3 });
  const entry = fc.record({
    source: isFree ? oddLocation : source,
    mirrors,
    policy: isFree ? fc.constant(undefined) : policy,
  });
  return fc.array(entry, { maxLength: 4 }).map((entries) =>
    entries.map(({ source, mirrors, policy }, index) => ({
      source,
      mirrors: isFree ? mirrors : [...new Set(mirrors)],
      ...(policy === undefined ? {} : { policy }),
      index,
    })),
  );
}

/** An object with one of four names per kind. */
export const mirrorSet: fc.Arbitrary<MirrorSet> = fc
  .record({ kind: fc.constantFrom(...kinds), name: fc.constantFrom('a', 'b', 'c', 'd') })
  .chain(({ kind, name }) => entriesOf(kind).map((entries) => ({ kind, name, entries })));

/** Objects with unique names. */
export const mirrorSets: fc.Arbitrary<MirrorSet[]> = fc.uniqueArray(mirrorSet, {
  maxLength: 8,
  selector: ({ kind, name }) => `${kind} ${name}`,
});

const scopes = fc.option(fc.array(oddLocation, { maxLength: 3 }), { nil: undefined });

const imageConfig: fc.Arbitrary<ImageConfig> = fc
  .record({ insecure: scopes, blocked: scopes, allowed: scopes })
  .map((lists) => ({
    ...(lists.insecure === undefined ? {} : { insecureRegistries: lists.insecure }),
    ...(lists.blocked === undefined ? {} : { blockedRegistries: lists.blocked }),
    ...(lists.allowed === undefined ? {} : { allowedRegistries: lists.allowed }),
  }));

/** The cluster state without the mirror sets. */
export const otherState: fc.Arbitrary<Omit<ClusterState, 'mirrorSets'>> = fc
  .record({
    imageConfig,
    releaseImage: fc.constantFrom(undefined, releaseImage, releaseImage, 'not an image'),
    minor: fc.constantFrom(12, 14, 16, 19, 20, 22),
  })
  .map(({ imageConfig, releaseImage, minor }) => ({
    imageConfig,
    ...(releaseImage === undefined ? {} : { releaseImage }),
    version: { major: 4, minor },
  }));

/** One version per release that the model distinguishes. */
export const release: fc.Arbitrary<OpenShiftVersion> = fc.constantFrom<OpenShiftVersion>(
  ...[12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23].map((minor) => ({ major: 4, minor })),
  // These stop if ImageContentSourcePolicies exist together with mirror sets.
  { major: 4, minor: 13, patch: 26 },
  { major: 4, minor: 14, patch: 2 },
  { major: 5, minor: 0 },
);

/** ClusterImagePolicies and ImagePolicies with scopes that overlap the sources. */
export const imagePolicies: fc.Arbitrary<ImagePolicy[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom('p', 'q'),
      isNamespaced: fc.boolean(),
      scopes: fc.array(fc.oneof(location, fc.constantFrom(...wildcards)), { minLength: 1, maxLength: 2 }),
    })
    .map(({ name, isNamespaced, scopes }) => ({
      name,
      ...(isNamespaced ? { namespace: 'team' } : {}),
      scopes,
    })),
  { maxLength: 2, selector: ({ name, namespace = '' }) => `${namespace}/${name}` },
);

/** Image names that overlap the sources. */
export const imageName: fc.Arbitrary<string> = fc
  .record({
    location,
    rest: fc.constantFrom('', '/x', '/a/x'),
    end: fc.constantFrom(':v1', `@sha256:${'1'.repeat(64)}`),
  })
  .map(({ location, rest, end }) => `${location}${rest}${end}`);

const fileTexts = [
  '[[registry]]\nlocation = "quay.io/a"\n[[registry.mirror]]\nlocation = "m.io/a"\n',
  '[[registry]]\nlocation = "src.io"\nblocked = true\n',
  '[[registry]]\nlocation = "http://quay.io"\n',
  '[[registry]\n',
];

/** Files of MachineConfigs that apply before or after the file of the Machine Config Operator. */
export const machineConfigFiles: fc.Arbitrary<readonly ContainersFile[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom('01-a', '99-z'),
      role: fc.constantFrom('master', 'worker', 'infra'),
      path: fc.constantFrom(
        '/etc/containers/registries.conf',
        '/etc/containers/registries.conf.d/50-site.conf',
      ),
      text: fc.constantFrom(...fileTexts),
    }),
    { maxLength: 2 },
  )
  .map(
    (files) =>
      readMachineConfigs(
        files.map(({ name, role, path, text }) => machineConfig(`${name}-${role}`, role, { [path]: text })),
      ) ?? [],
  );
