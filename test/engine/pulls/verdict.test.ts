import { describe, expect, it } from '@jest/globals';
import { readCluster } from '../../../src/engine/cluster.ts';
import { resolve } from '../../../src/engine/pulls/resolve.ts';
import type { PullVerdict, ResolvedPull } from '../../../src/engine/pulls/resolved.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const byDigest = `quay.io/team/app@${digest}`;
const inFiles = 'in /etc/containers/registries.conf or /etc/containers/registries.conf.d';

interface Entry {
  readonly source: string;
  readonly mirrors?: readonly string[];
  readonly mirrorSourcePolicy?: string;
}

const setOf =
  (kind: string, list: string) =>
  (...entries: readonly Entry[]) => ({
    apiVersion: 'config.openshift.io/v1',
    kind,
    metadata: { name: 'team' },
    spec: { [list]: entries },
  });
const idms = setOf('ImageDigestMirrorSet', 'imageDigestMirrors');
const itms = setOf('ImageTagMirrorSet', 'imageTagMirrors');

function imageConfig(registrySources: object): object {
  return {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Image',
    metadata: { name: 'cluster' },
    spec: { registrySources },
  };
}

function pullOf(reference: string, ...objects: readonly object[]): ResolvedPull {
  const cluster = readCluster(objects, { openshiftVersion: { major: 4, minor: 18 } });
  return resolve(cluster, [reference]).results[0] as ResolvedPull;
}

function verdictOf(reference: string, ...objects: readonly object[]): PullVerdict {
  return pullOf(reference, ...objects).verdict;
}

describe('verdict of a pull', () => {
  const source = 'quay.io/team';
  const mirrors = ['mirror.example.com:5000/team'];

  it('names the locations in the order of the attempts', () => {
    expect(verdictOf(byDigest, idms({ source: 'quay.io', mirrors }))).toEqual({
      kind: 'pulls',
      text: 'pulls from mirror.example.com:5000/team, then quay.io',
      conditions: [],
    });
  });

  it('names the locations that are blocked after those that are tried', () => {
    const entry = { source, mirrors, mirrorSourcePolicy: 'NeverContactSource' };
    expect(verdictOf(byDigest, idms(entry))).toEqual({
      kind: 'pulls',
      text: 'pulls from mirror.example.com:5000/team; quay.io/team is blocked',
      conditions: ['blocked'],
    });
  });

  it('reports that the mirrors do not serve this kind of pull', () => {
    expect(verdictOf('quay.io/team/app:v1', idms({ source, mirrors }))).toEqual({
      kind: 'no-mirror',
      text: 'no mirror is tried: the mirror of this entry serves digests only; pulls from quay.io/team',
      conditions: ['no-mirror', 'source'],
    });
    const two = [...mirrors, 'lab.example.com/team'];
    expect(verdictOf(byDigest, itms({ source, mirrors: two })).text).toBe(
      'no mirror is tried: the 2 mirrors of this entry serve tags only; pulls from quay.io/team',
    );
  });

  it('reports that no entry matches, or that the entry has no mirrors', () => {
    expect(verdictOf('registry.example.org/x/y', idms({ source, mirrors }))).toEqual({
      kind: 'no-mirror',
      text: 'no mirror is tried: no entry matches; pulls from registry.example.org/x/y',
      conditions: ['no-mirror', 'source'],
    });
    const insecure = imageConfig({ insecureRegistries: ['lab.example.com'] });
    expect(verdictOf('lab.example.com/x/y', insecure).text).toBe(
      'no mirror is tried: the entry lab.example.com has no mirrors; pulls from lab.example.com',
    );
  });

  it('does not count a blocked mirror as usable', () => {
    const blocked = imageConfig({ blockedRegistries: ['mirror.example.com:5000'] });
    expect(verdictOf(byDigest, idms({ source, mirrors }), blocked)).toEqual({
      kind: 'no-mirror',
      text: 'no mirror is tried: mirror.example.com:5000/team is blocked; pulls from quay.io/team',
      conditions: ['no-mirror', 'blocked'],
    });
  });

  it('reports a source that comes before its mirrors', () => {
    const [a, b] = ['reg-a.example.com/turned', 'reg-b.example.com/turned'];
    const turned = 'quay.io/turned';
    const conflicting = idms({ source: turned, mirrors: [a, b] }, { source: turned, mirrors: [b, a] });
    expect(verdictOf(`quay.io/turned/x@${digest}`, conflicting)).toEqual({
      kind: 'pulls',
      text: 'pulls from quay.io/turned, then reg-a.example.com/turned, then reg-b.example.com/turned',
      conditions: ['source'],
    });
  });

  it('names the host of an image behind a wildcard', () => {
    const wildcard = idms({ source: '*.example.org', mirrors });
    expect(verdictOf(`a.example.org/x@${digest}`, wildcard).text).toBe(
      'pulls from mirror.example.com:5000/team, then a.example.org',
    );
  });
});

describe('verdict of a pull that fails', () => {
  const source = 'quay.io/team';
  const mirrors = ['mirror.example.com/team'];
  const mirrorSourcePolicy = 'NeverContactSource';

  it('has the error of the node and why no mirror is tried', () => {
    expect(verdictOf('quay.io/team/app', idms({ source, mirrors, mirrorSourcePolicy }))).toEqual({
      kind: 'fails',
      text:
        `fails: registry quay.io/team is blocked ${inFiles}; ` +
        'no mirror is tried: the mirror of this entry serves digests only',
      conditions: ['no-mirror', 'source', 'blocked', 'fails'],
    });
  });

  it('has the errors of all attempts, as the node prints them', () => {
    const blocked = imageConfig({ blockedRegistries: ['mirror.example.com'] });
    const entry = { source, mirrors, mirrorSourcePolicy };
    expect(verdictOf(byDigest, idms(entry), blocked)).toEqual({
      kind: 'fails',
      text:
        `fails: (Mirrors also failed: [mirror.example.com/team/app@${digest}: ` +
        `registry mirror.example.com is blocked ${inFiles}]): ` +
        `quay.io/team/app@${digest}: registry quay.io/team is blocked ${inFiles}`,
      conditions: ['no-mirror', 'blocked', 'fails'],
    });
  });

  it('reports a mirror that cannot be rewritten', () => {
    expect(verdictOf(byDigest, idms({ source, mirrors: ['mirror/team'] }))).toEqual({
      kind: 'fails',
      text:
        'fails: rewriting reference: repository name must be canonical (mirror mirror/team); ' +
        'no registry is contacted',
      conditions: ['no-mirror', 'fails'],
    });
  });

  it('advises how to write a reference', () => {
    expect(verdictOf('docker://quay.io/x')).toEqual({
      kind: 'fails',
      text: 'fails: invalid reference format; remove "docker://"',
      conditions: ['no-mirror', 'fails'],
    });
  });
});

describe('verdict of policy.json', () => {
  const source = 'quay.io/team';
  const mirrors = ['mirror.example.com/team'];

  it('rejects an image although its mirror works', () => {
    const blocked = imageConfig({ blockedRegistries: ['quay.io/team'] });
    expect(verdictOf(byDigest, idms({ source, mirrors }), blocked)).toEqual({
      kind: 'rejected',
      text: 'rejected by policy.json: scope quay.io/team is rejected',
      conditions: ['blocked', 'fails'],
    });
  });

  it('rejects an image that no scope allows', () => {
    const allowed = imageConfig({ allowedRegistries: ['mirror.example.com'] });
    expect(verdictOf(byDigest, idms({ source, mirrors }), allowed)).toEqual({
      kind: 'rejected',
      text: 'rejected by policy.json: no scope allows it',
      conditions: ['fails'],
    });
  });

  it('requires a signature in the scope of an image policy', () => {
    const policy = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'ClusterImagePolicy',
      metadata: { name: 'team' },
      spec: {
        scopes: ['quay.io/team'],
        policy: { rootOfTrust: { policyType: 'PublicKey', publicKey: { keyData: 'eA==' } } },
      },
    };
    expect(verdictOf(byDigest, idms({ source, mirrors }), policy)).toEqual({
      kind: 'signed',
      text: 'needs a signature (scope quay.io/team); pulls from mirror.example.com/team, then quay.io/team',
      conditions: [],
    });
  });

  it('reports both failures of a blocked registry', () => {
    const blocked = imageConfig({ blockedRegistries: ['quay.io'] });
    expect(verdictOf('quay.io/team/app', blocked)).toEqual({
      kind: 'fails',
      text: `fails: registry quay.io is blocked ${inFiles}; policy.json rejects the image, too`,
      conditions: ['no-mirror', 'source', 'blocked', 'fails'],
    });
  });
});

describe('verdict of a name without registry', () => {
  it('lists the locations of every candidate', () => {
    const mirrored = itms({ source: 'docker.io/library', mirrors: ['mirror.example.com/library'] });
    expect(verdictOf('nginx', mirrored)).toEqual({
      kind: 'pulls',
      text:
        'pulls from registry.access.redhat.com/nginx, then mirror.example.com/library, ' +
        'then docker.io/library; the name has no registry',
      conditions: ['source'],
    });
  });

  it('fails only if every candidate fails', () => {
    const blocked = imageConfig({ blockedRegistries: ['docker.io'] });
    expect(verdictOf('nginx', blocked)).toEqual({
      kind: 'no-mirror',
      text: 'no mirror is tried; pulls from registry.access.redhat.com/nginx; the name has no registry',
      conditions: ['no-mirror', 'source', 'blocked'],
    });
    const both = imageConfig({ blockedRegistries: ['docker.io', 'registry.access.redhat.com'] });
    expect(verdictOf('nginx', both)).toMatchObject({
      kind: 'fails',
      conditions: ['no-mirror', 'source', 'blocked', 'fails'],
    });
  });
});

describe('verdict in a cluster that does not apply its configuration', () => {
  it('is unknown', () => {
    const pull = pullOf(byDigest, idms({ source: 'quay.io/team', mirrors: ['https://m.example.com'] }));
    expect(pull.verdict).toEqual({ kind: 'unknown', text: pull.error, conditions: [] });
  });
});
