import { describe, expect, it } from '@jest/globals';
import { rules } from '../../src/rules/index.ts';
import { mutations } from '../../src/rules/mutations/index.ts';
import { expectClustersToMatch, expectToFit } from './fits-schema.ts';
import { run } from './run.ts';
import { inFolder } from './temporary-folder.ts';

const messy = `
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a, namespace: b}
spec: {imageDigestMirrors: [{source: https://quay.io/x, mirrors: [m.io/x/, m.io/x]}]}
---
kind: [
`;

const review = JSON.stringify({
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: {
    uid: 'u',
    kind: { group: 'config.openshift.io', version: 'v1', kind: 'ImageDigestMirrorSet' },
    operation: 'CREATE',
    object: { metadata: { name: 'a' }, spec: { imageDigestMirrors: [{ source: 'quay.io/x' }] } },
  },
});

const inOrder = `
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata: {name: a}
spec: {imageDigestMirrors: [{source: quay.io/team, mirrors: [m.io/team], mirrorSourcePolicy: NeverContactSource}]}
---
apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: {name: a}
spec: {repositoryDigestMirrors: [{source: quay.io/single, mirrors: [single/x]}]}
---
apiVersion: config.openshift.io/v1
kind: Image
metadata: {name: cluster}
spec: {registrySources: {blockedRegistries: [docker.io], insecureRegistries: [m.io]}}
---
apiVersion: config.openshift.io/v1
kind: ClusterVersion
metadata: {name: version}
status: {desired: {version: 4.18.3, image: "quay.io/release@sha256:${'a'.repeat(64)}"}}
`;

const contradicting = `
apiVersion: config.openshift.io/v1
kind: ImageTagMirrorSet
metadata: {name: b}
spec: {imageTagMirrors: [{source: quay.io/team, mirrors: [m.io/team]}, {source: '*.io', mirrors: [w.io]}]}
`;

const odd = `
kind: ImageDigestMirrorSet
spec: {imageDigestMirrors: [{source: 7}, {source: quay.io/x, mirrors: [https://m.io]}]}
---
apiVersion: operator.openshift.io/v1alpha1
kind: ImageContentSourcePolicy
metadata: {name: twice}
spec: {repositoryDigestMirrors: [{source: quay.io/y, mirrors: [m.io/y, m.io/y], mirrorSourcePolicy: NeverContactSource}]}
---
kind: ImageContentPolicy
metadata: {name: c}
`;

describe('the JSON of every command fits its published schema', () => {
  it('lint, with findings and errors', async () => {
    expectToFit('lint', await run(['lint', '-o', 'json', '-'], { stdin: messy }));
  });

  it('lint, without anything', async () => {
    expectToFit('lint', await run(['lint', '-o', 'json', '-']));
  });

  it('fix', async () => {
    const [document = ''] = messy.split('---');
    const fixed = await run(['fix', '-o', 'json', '-'], { stdin: document });
    expectToFit('fix', fixed);
    expect(JSON.parse(fixed.out).fixes).toHaveLength(4);
    expectToFit('fix', await run(['fix', '-o', 'json', '-'], { stdin: messy }));
  });

  it('review', async () => {
    expectToFit('review', await run(['review', '-o', 'json', '-'], { stdin: review }));
  });

  it('version', async () => {
    expectToFit('version', await run(['version', '-o', 'json']));
  });

  it('rules', async () => {
    expectToFit('rules', await run(['rules', '-o', 'json']));
  });

  it('explain, for an error text and for an unknown text', async () => {
    expectToFit('explain-text', await run(['explain', '-o', 'json', 'registry quay.io is blocked in x']));
    expectToFit('explain-text', await run(['explain', '-o', 'json', 'the registry is on fire']));
  });

  it('explain, for every rule and mutation', async () => {
    for (const { id } of [...rules, ...mutations])
      expectToFit('explain', await run(['explain', '-o', 'json', id]));
  });

  it('policy show, validate and test, of good and bad', async () => {
    const policy = `{preset: strict, rules: {no-denied-mirror: {options: {denied: [m.io]}}}, breakGlass: {users: [a]}, exemptions: [
      {name: a, reason: a, rules: ['*'], users: [a]}, {name: b, reason: b, ticket: t, expires: 2020-01-01, rules: ['*'], users: [a]}]}`;
    const object =
      '{kind: ImageDigestMirrorSet, metadata: {name: a}, spec: {imageDigestMirrors: [{source: quay.io/x, mirrors: [m.io/x]}]}}';
    const expected = ['{verdict: deny}', '{verdict: allow}'].map(
      (expect) => `{name: a, object: ${object}, expect: ${expect}}`,
    );
    const files = {
      'good.yaml': policy,
      'bad.yaml': 'preset: x',
      'cases.yaml': `{policy: good.yaml, cases: [${expected}]}`,
    };
    await inFolder(files, async (path) => {
      expectToFit('policy-show', await run(['policy', 'show', '-o', 'json', `${path}/good.yaml`]));
      expectToFit('policy-validate', await run(['policy', 'validate', '-o', 'json', `${path}/good.yaml`]));
      expectToFit('policy-validate', await run(['policy', 'validate', '-o', 'json', `${path}/bad.yaml`]));
      const tested = await run(['policy', 'test', '-o', 'json', `${path}/cases.yaml`]);
      expectToFit('policy-test-result', tested);
      expect(JSON.parse(tested.out)).toMatchObject({ passed: 1, failed: 1 });
    });
  });

  it('render, resolve and diff, for several clusters', async () => {
    const files = {
      'old/east/mirrors.yaml': inOrder,
      'old/west/mirrors.yaml': inOrder.replace('quay.io/single', 'quay.io/team'),
      'new/east/mirrors.yaml': inOrder.replaceAll('m.io', 'other.io'),
      'new/west/mirrors.yaml': inOrder,
    };
    await inFolder(files, async (path) => {
      const names = ({ out }: { readonly out: string }) =>
        JSON.parse(out).clusters.map(({ cluster }: { readonly cluster: string }) => cluster);
      const rendered = await run(['render', '-o', 'json', `${path}/old`]);
      expectClustersToMatch('render', rendered);
      expect(names(rendered)).toEqual([`${path}/old/east`, `${path}/old/west`]);
      const resolved = await run(['resolve', '-o', 'json', '--in', `${path}/old`, 'quay.io/team/app']);
      expectClustersToMatch('resolve', resolved);
      expect(names(resolved)).toEqual([`${path}/old/east`, `${path}/old/west`]);
      const compared = await run(['diff', '-o', 'json', `${path}/old`, `${path}/new`]);
      expectClustersToMatch('diff', compared);
      expect(names(compared)).toEqual(['east', 'west']);
    });
  });

  it.each([
    ['a cluster in order', inOrder],
    ['one at which the operator stops', `${inOrder}---\n${contradicting}`],
    ['one that is odd in every way', odd],
    ['none', '{kind: List, items: []}'],
  ])('render, resolve, diff and migrate, for %s', async (_, text) => {
    const references = [
      'quay.io/team/app',
      `quay.io/single/x@sha256:${'a'.repeat(64)}`,
      'nginx',
      'not:a:reference',
      'docker.io/library/x',
    ];
    expectToFit('render', await run(['render', '-o', 'json', '-'], { stdin: text }));
    expectToFit('resolve', await run(['resolve', '-o', 'json', '--in', '-', ...references], { stdin: text }));
    expectToFit('migrate', await run(['migrate', '-o', 'json', '-'], { stdin: text }));
    await inFolder(
      { 'before.yaml': text, 'after.yaml': inOrder.replaceAll('m.io', 'other.io') },
      async (path) => {
        expectToFit('diff', await run(['diff', '-o', 'json', `${path}/before.yaml`, `${path}/after.yaml`]));
        expectToFit('diff', await run(['diff', '-o', 'json', `${path}/after.yaml`, `${path}/before.yaml`]));
        expectToFit(
          'migrate',
          await run(['migrate', '-o', 'json', '-d', `${path}/out`, `${path}/before.yaml`]),
        );
      },
    );
  });
});
