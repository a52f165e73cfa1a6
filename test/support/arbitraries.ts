import fc from 'fast-check';
import type { ClusterState, ImageConfig } from '../../src/model/cluster-state.ts';
import {
  type MirrorEntry,
  type MirrorSet,
  mirrorSetKinds,
  type SourcePolicy,
} from '../../src/model/mirror-set.ts';
import { newestVersion } from '../../src/model/openshift-version.ts';
import { someRelease } from './cluster.ts';

/** A small set of related values, so scopes often nest and conflict, and shrunk examples stay readable. */
const hosts = ['a.io', 'x.a.io', 'a.io:5000', 'b.io', 'localhost:5000', 'quay.io'];
const paths = ['', '/n', '/n/m', '/n/m/o', '/p'];
const places = hosts.flatMap((host) => paths.map((path) => host + path));
const wildcards = ['*.io', '*.a.io'];

export const anyPlace = fc.constantFrom(...places);
const anySource = fc.oneof(
  { arbitrary: anyPlace, weight: 5 },
  { arbitrary: fc.constantFrom(...wildcards), weight: 1 },
);
const anyPolicy: fc.Arbitrary<SourcePolicy | undefined> = fc.constantFrom(
  undefined,
  undefined,
  'AllowContactingSource',
  'NeverContactSource',
);

const anyEntry = fc.record({
  source: anySource,
  mirrors: fc.uniqueArray(anyPlace, { maxLength: 4 }),
  policy: anyPolicy,
});

export const anyMirrorSet: fc.Arbitrary<MirrorSet> = fc
  .record({
    kind: fc.constantFrom('ImageDigestMirrorSet', 'ImageTagMirrorSet', 'ImageContentSourcePolicy'),
    name: fc.stringMatching(/^[a-z]{1,3}$/),
    entries: fc.array(anyEntry, { maxLength: 4 }),
  })
  .map(({ kind, name, entries }) => ({
    kind,
    name,
    entries: entries.map(({ policy, ...entry }, index): MirrorEntry => {
      const hasPolicy = policy !== undefined && mirrorSetKinds[kind].checkedBySchema;
      return { ...entry, ...(hasPolicy ? { policy } : {}), index };
    }),
  }));

const anyImageConfig: fc.Arbitrary<ImageConfig> = fc.record(
  {
    insecureRegistries: fc.array(anySource, { maxLength: 3 }),
    blockedRegistries: fc.array(anySource, { maxLength: 3 }),
    allowedRegistries: fc.array(anySource, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

export const anyClusterState: fc.Arbitrary<ClusterState> = fc
  .record({
    mirrorSets: fc.uniqueArray(anyMirrorSet, {
      maxLength: 5,
      selector: ({ kind, name }) => `${kind} ${name}`,
    }),
    imageConfig: anyImageConfig,
    hasRelease: fc.boolean(),
  })
  .map(({ hasRelease, ...state }) => ({
    ...state,
    ...(hasRelease ? { releaseImage: someRelease } : {}),
    version: newestVersion,
  }));

/** A pull reference, usually below one of the locations. */
export const anyReference = fc
  .tuple(
    anyPlace,
    fc.constantFrom('', '/app', '/q/app'),
    fc.constantFrom('', ':v1', `@sha256:${'b'.repeat(64)}`),
  )
  .map((parts) => parts.join(''));
