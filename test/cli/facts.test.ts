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
  it('states why a fact is unknown', () => {
    const { known, missing, cluster } = gather('');
    expect(known).toEqual({ inputDocuments: [] });
    expect(missing).toEqual({
      imageConfig: 'is not known: the input has no Image `cluster` of config.openshift.io/v1',
      clusterVersion:
        'is not known: the input has no ClusterVersion `version`, and --openshift-version was not given',
      platform: 'is not known: the input has no Infrastructure `cluster`',
      machineConfigPools: 'is not known: the input has no MachineConfigPool',
      machineConfigFiles: 'is not known: the input has no MachineConfig',
      windowsNodes: 'is not known: the input has no Node',
      catalogs: 'is not known: the input has no CatalogSource',
      pullSecretHosts: 'is not known: the input has no Secret `pull-secret` of openshift-config',
    });
    expect([...(cluster?.objects ?? [])]).toEqual([]);
  });

  it('names each document with its position', () => {
    expect(gather('kind: A\n---\nkind: B\nmetadata: {name: b}\n').known.inputDocuments).toEqual([
      { apiVersion: '', kind: 'A', name: '', position: 'f.yaml:1', object: { kind: 'A' } },
      {
        apiVersion: '',
        kind: 'B',
        name: 'b',
        position: 'f.yaml:3',
        object: { kind: 'B', metadata: { name: 'b' } },
      },
    ]);
  });

  it('reads image.config, with empty lists as empty', () => {
    const text = config(
      'Image',
      'cluster',
      'spec: {registrySources: {insecureRegistries: [], blockedRegistries: [a.io, 7]}}',
    );
    expect(gather(text).known.imageConfig).toEqual({ insecureRegistries: [], blockedRegistries: ['a.io'] });
  });

  it('reads the cluster version, unless the user gives one', () => {
    const text = config('ClusterVersion', 'version', release);
    expect(gather(text).known.clusterVersion).toEqual({
      version: { major: 4, minor: 15, patch: 3 },
      releaseImage: 'quay.io/release@sha256:1',
    });
    expect(gather(text, { openshiftVersion: { major: 4, minor: 18 } }).known.clusterVersion?.version).toEqual(
      { major: 4, minor: 18 },
    );
    expect(gather('', { openshiftVersion: { major: 4, minor: 18 } }).known.clusterVersion).toEqual({
      version: { major: 4, minor: 18 },
      isGiven: true,
    });
  });

  it('ignores objects of the same kind with another name or group', () => {
    const text = `${config('Image', 'other', 'spec: {}')}---\n${config('Image', 'cluster', 'spec: {}').replace('config.', 'image.')}`;
    expect(gather(text).known.imageConfig).toBeUndefined();
  });

  it('uses the named mirror sets of the input as the stored ones', () => {
    const set = (metadata: string) =>
      `kind: ImageDigestMirrorSet\n${metadata}spec: {imageDigestMirrors: []}\n`;
    const namesIn = (text: string) => [...(gather(text).cluster?.objects ?? [])].map(({ name }) => name);
    expect(namesIn(set('metadata: {name: a}\n'))).toEqual(['a']);
    expect(namesIn(set(''))).toEqual([]);
  });
});
