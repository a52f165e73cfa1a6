import { describe, expect, it } from '@jest/globals';
import { toClusters } from '../../src/manifests/clusters.ts';
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
