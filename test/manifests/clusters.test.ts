import { describe, expect, it } from '@jest/globals';
import type { GivenCluster } from '../../src/engine/cluster.ts';
import { givenFor, toClusters } from '../../src/manifests/clusters.ts';
import { parseManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';

const digests = 'kind: ImageDigestMirrorSet\nspec: {imageDigestMirrors: []}\n';
const tags = 'kind: ImageTagMirrorSet\nspec: {imageTagMirrors: []}\n';
const other = 'kind: OAuth\nmetadata: {name: cluster}\n';

/** The clusters of some files, each with its files. */
function clustersOf(files: Readonly<Record<string, string>>, options = {}) {
  const manifests = Object.entries(files).flatMap(
    ([name, text]) => parseManifests(toSourceFile(name, text)).manifests,
  );
  return toClusters(manifests, options).map(
    (cluster) =>
      `${cluster.name}: ${[...new Set(cluster.manifests.map(({ document }) => document.file.name))].join(' ')}`,
  );
}

describe('toClusters', () => {
  it('separates sibling folders with a mirror set in a file of the same name', () => {
    expect(
      clustersOf({
        'c/a/i.yaml': digests,
        'c/b/i.yaml': digests,
        'c/b/t.yaml': tags,
        'c/common.yaml': other,
      }),
    ).toEqual(['c/a: c/a/i.yaml c/common.yaml', 'c/b: c/b/i.yaml c/b/t.yaml c/common.yaml']);
  });

  it('separates folders at several depths', () => {
    expect(
      clustersOf({
        'prod/x/a/i.yaml': digests,
        'prod/x/b/i.yaml': digests,
        'test/x/a/i.yaml': digests,
        'test/x/b/i.yaml': digests,
        'all/i.yaml': tags,
      }),
    ).toEqual([
      'prod/x/a: prod/x/a/i.yaml all/i.yaml',
      'prod/x/b: prod/x/b/i.yaml all/i.yaml',
      'test/x/a: test/x/a/i.yaml all/i.yaml',
      'test/x/b: test/x/b/i.yaml all/i.yaml',
    ]);
  });

  it.each([
    ['files of different names', { 'a/one.yaml': digests, 'b/two.yaml': digests }],
    ['files of different kinds, as in a must-gather', { 'idms/m.yaml': digests, 'itms/m.yaml': tags }],
    ['files without mirror sets', { 'a/o.yaml': other, 'b/o.yaml': other, 'a/i.yaml': digests }],
    ['files in one folder', { 'i.yaml': digests, 'j.yaml': digests }],
  ])('keeps %s together', (_, files) => {
    expect(clustersOf(files)).toEqual([`: ${Object.keys(files).join(' ')}`]);
  });

  const install = 'apiVersion: v1\nmetadata: {name: c}\nimageDigestSources: []\n';
  const overrides = '\'{"imageDigestSources": []}\'';

  it('treats each install-config as a cluster that has the other objects too', () => {
    expect(clustersOf({ 'one.yaml': install, 'two.yaml': install, 'i.yaml': digests })).toEqual([
      'one.yaml: one.yaml i.yaml',
      'two.yaml: two.yaml i.yaml',
    ]);
    expect(clustersOf({ 'a/one.yaml': install, 'b/two.yaml': install })).toEqual([
      'a/one.yaml: a/one.yaml',
      'b/two.yaml: b/two.yaml',
    ]);
  });

  it('keeps one install-config with both of its lists and the other objects together', () => {
    const both = `${install}imageContentSources: []\n`;
    expect(clustersOf({ 'c.yaml': both, 'i.yaml': digests })).toEqual([': c.yaml i.yaml']);
  });

  it('separates the clusters of ZTP objects', () => {
    const site =
      'kind: SiteConfig\nmetadata: {name: site, namespace: ztp}\nspec:\n  clusters:\n' +
      ['sno1', 'sno2']
        .map((name) => `  - clusterName: ${name}\n    installConfigOverrides: ${overrides}\n`)
        .join('');
    const instance = `kind: ClusterInstance\nmetadata: {name: edge}\nspec: {clusterName: sno3, installConfigOverrides: ${overrides}}\n`;
    expect(clustersOf({ 's.yaml': site, 'i.yaml': instance })).toEqual([
      'SiteConfig ztp/site, cluster sno1: s.yaml i.yaml',
      'SiteConfig ztp/site, cluster sno2: s.yaml i.yaml',
      'ClusterInstance edge, cluster sno3: s.yaml i.yaml',
    ]);
  });

  it('keeps folders together on request', () => {
    expect(clustersOf({ 'a/i.yaml': digests, 'b/i.yaml': digests }, { isOneCluster: true })).toEqual([
      ': a/i.yaml b/i.yaml',
    ]);
  });

  it('separates the mirrors of a HostedCluster from those of its management cluster', () => {
    const hosted = 'kind: HostedCluster\nmetadata: {name: h}\nspec: {imageContentSources: []}\n';
    expect(clustersOf({ 'h.yaml': hosted, 'i.yaml': digests })).toEqual([
      ': h.yaml i.yaml',
      'HostedCluster h: h.yaml',
    ]);
    expect(clustersOf({ 'h.yaml': hosted })).toEqual(['HostedCluster h: h.yaml']);
  });
});

describe('givenFor', () => {
  const hosted = (image: string) => ({
    kind: 'HostedCluster',
    metadata: { name: 'h', namespace: 'clusters' },
    spec: {
      release: { image },
      imageContentSources: [{ source: 'quay.io/team', mirrors: ['m.example.com/team'] }],
    },
  });
  const imageSet = (name: string, releaseImage: string) => ({
    apiVersion: 'hive.openshift.io/v1',
    kind: 'ClusterImageSet',
    metadata: { name },
    spec: { releaseImage },
  });
  const installConfig = {
    apiVersion: 'v1',
    baseDomain: 'a.b',
    imageDigestSources: [{ source: 'quay.io/a' }],
  };
  const clusterInstance = (clusterImageSetNameRef: string) => ({
    kind: 'ClusterInstance',
    metadata: { name: 'sno' },
    spec: { clusterImageSetNameRef, installConfigOverrides: JSON.stringify(installConfig) },
  });
  const siteConfig = (clusterImageSetNameRef: string) => ({
    kind: 'SiteConfig',
    metadata: { name: 'site' },
    spec: {
      clusterImageSetNameRef,
      clusters: [{ clusterName: 'sno', installConfigOverrides: JSON.stringify(installConfig) }],
    },
  });
  const agentClusterInstall = (name: string) => ({
    kind: 'AgentClusterInstall',
    metadata: {
      name: 'sno',
      annotations: { 'agent-install.openshift.io/install-config-overrides': JSON.stringify(installConfig) },
    },
    spec: { imageSetRef: { name } },
  });
  const releaseOf = (objects: readonly object[], given: GivenCluster = {}) => {
    const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
    const [cluster] = toClusters(parseManifests(toSourceFile('f.yaml', text)).manifests);
    if (cluster === undefined) throw new Error('no cluster');
    const found = givenFor(cluster, given);
    return { ...found, platform: found.platform?.isHostedSpec };
  };
  const image = (version: string) => `quay.io/openshift-release-dev/ocp-release:${version}-x86_64`;

  it('reads the release of a HostedCluster', () => {
    expect(releaseOf([hosted(image('4.16.3'))])).toEqual({
      platform: true,
      release: {
        version: { major: 4, minor: 16, patch: 3 },
        from: 'spec.release.image of HostedCluster clusters/h',
      },
    });
  });

  it('evaluates a HostedCluster before 4.13 as 4.13, which has the kind of its mirrors', () => {
    expect(releaseOf([hosted(image('4.12.9'))]).release?.version).toEqual({ major: 4, minor: 13 });
    expect(releaseOf([hosted(image('4.12.9'))], { openshiftVersion: { major: 4, minor: 12 } })).toMatchObject(
      { openshiftVersion: { major: 4, minor: 13 } },
    );
  });

  it.each([
    ['a ClusterInstance', [clusterInstance('b')]],
    ['a SiteConfig', [siteConfig('b')]],
    ['an AgentClusterInstall', [agentClusterInstall('b')]],
  ])('reads the release of the ClusterImageSet that %s names', (_, objects) => {
    const sets = [imageSet('a', image('4.15.1')), imageSet('b', image('4.18.2'))];
    expect(releaseOf([...sets, ...objects])).toMatchObject({
      release: {
        version: { major: 4, minor: 18, patch: 2 },
        from: 'spec.releaseImage of ClusterImageSet b',
      },
    });
  });

  it('reads the release of the only ClusterImageSet for an install-config, but not one of several', () => {
    const [a, b] = [imageSet('a', image('4.15.1')), imageSet('b', image('4.18.2'))];
    expect(releaseOf([installConfig, a]).release?.version).toEqual({ major: 4, minor: 15, patch: 1 });
    expect(releaseOf([installConfig, a, b]).release).toBeUndefined();
    expect(releaseOf([clusterInstance('other'), a]).release).toBeUndefined();
  });

  it('reads no release without an installation', () => {
    const set = { kind: 'ImageTagMirrorSet', metadata: { name: 'a' } };
    expect(releaseOf([set, imageSet('a', image('4.15.1'))]).release).toBeUndefined();
  });
});
