import { describe, expect, it } from '@jest/globals';
import { gatherFacts } from '../../src/cli/facts.ts';
import { parseManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';

const gather = (text: string, given = {}) =>
  gatherFacts(parseManifests(toSourceFile('f.yaml', text)).manifests, given);
const config = (kind: string, name: string, rest: string) =>
  `apiVersion: config.openshift.io/v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${rest}\n`;
const release = 'status: {desired: {version: 4.15.3, image: quay.io/release@sha256:1}}';

describe('gatherFacts', () => {
  it('says why it knows nothing of what the input does not hold', () => {
    const { known, missing, cluster } = gather('');
    expect(known).toEqual({ inputDocuments: [] });
    expect(Object.keys(missing)).toEqual(
      expect.arrayContaining(['mirrorSets', 'nodes', 'imageConfig', 'clusterVersion']),
    );
    expect(cluster).toBeUndefined();
  });

  it('names each document with its position', () => {
    expect(gather('kind: A\n---\nkind: B\nmetadata: {name: b}\n').known.inputDocuments).toEqual([
      { apiVersion: '', kind: 'A', name: '', position: 'f.yaml:1' },
      { apiVersion: '', kind: 'B', name: 'b', position: 'f.yaml:3' },
    ]);
  });

  it('reads image.config, and tells an empty list from none', () => {
    const text = config(
      'Image',
      'cluster',
      'spec: {registrySources: {insecureRegistries: [], blockedRegistries: [a.io, 7]}}',
    );
    expect(gather(text).known.imageConfig).toEqual({ insecureRegistries: [], blockedRegistries: ['a.io'] });
  });

  it('reads the cluster version, and the user knows better', () => {
    const text = config('ClusterVersion', 'version', release);
    expect(gather(text).known.clusterVersion).toEqual({
      version: { major: 4, minor: 15 },
      releaseImage: 'quay.io/release@sha256:1',
    });
    expect(gather(text, { openshiftVersion: { major: 4, minor: 18 } }).known.clusterVersion?.version).toEqual(
      { major: 4, minor: 18 },
    );
    expect(gather('', { openshiftVersion: { major: 4, minor: 18 } }).known.clusterVersion).toEqual({
      version: { major: 4, minor: 18 },
    });
  });

  it('passes over objects of the same kind with another name or group', () => {
    const text = `${config('Image', 'other', 'spec: {}')}---\n${config('Image', 'cluster', 'spec: {}').replace('config.', 'image.')}`;
    expect(gather(text).known.imageConfig).toBeUndefined();
  });

  it('takes the mirror sets of the input as the cluster, but none without a name', () => {
    const set = (metadata: string) =>
      `kind: ImageDigestMirrorSet\n${metadata}spec: {imageDigestMirrors: []}\n`;
    expect(gather(set('metadata: {name: a}\n')).cluster).toBeDefined();
    expect(gather(set('')).cluster).toBeUndefined();
  });
});
