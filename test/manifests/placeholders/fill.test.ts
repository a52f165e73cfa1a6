import { describe, expect, it } from '@jest/globals';
import type { Manifest } from '../../../src/manifests/manifest.ts';
import { parseManifests, skimManifests } from '../../../src/manifests/parse-manifests.ts';
import { describeUnfilled } from '../../../src/manifests/placeholders/describe-unfilled.ts';
import { fillManifest, writtenObject } from '../../../src/manifests/placeholders/fill.ts';
import { toSourceFile } from '../../../src/manifests/source-file.ts';
import { valueAt } from '../../../src/model/json.ts';
import { formatFieldPath } from '../../../src/model/text/field-path.ts';

const idms = (spec: object) => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'ImageDigestMirrorSet',
  metadata: { name: 'team' },
  spec,
});
const withMirrors = (...mirrors: string[]) =>
  idms({ imageDigestMirrors: [{ source: 'quay.io/team', mirrors }] });

function fillAll(document: object, parse = parseManifests): readonly Manifest[] {
  return parse(toSourceFile('f.yaml', JSON.stringify(document))).manifests.map(fillManifest);
}

function filledSet(document: object): Manifest {
  const found = fillAll(document).find(({ object }) => /^Image/.test(String(object.kind)));
  if (found === undefined) throw new Error('no mirror set');
  return found;
}

const unfilledIn = ({ unfilled = [] }: Manifest) => unfilled.map(formatFieldPath);
const mirrorsIn = ({ object }: Manifest) => valueAt(object, ['spec', 'imageDigestMirrors', 0, 'mirrors']);

const template = (object: object, ...parameters: object[]) => ({
  apiVersion: 'template.openshift.io/v1',
  kind: 'Template',
  parameters,
  objects: [object],
});
const policy = (object: object) => ({
  apiVersion: 'policy.open-cluster-management.io/v1',
  kind: 'Policy',
  spec: {
    'policy-templates': [
      {
        objectDefinition: {
          kind: 'ConfigurationPolicy',
          spec: { 'object-templates': [{ complianceType: 'musthave', objectDefinition: object }] },
        },
      },
    ],
  },
});

describe('fillManifest', () => {
  it('inserts the default values of a Template and keeps the object as written', () => {
    const object = withMirrors(`\${HOST}/team`, `\${HOST}:\${PORT}/\${TEAM}`);
    const parameters = [
      { name: 'HOST', value: 'mirror.example.com' },
      { name: 'PORT', value: 5000 },
      { name: 'TEAM', value: 'a' },
    ];
    const manifest = filledSet(template(object, ...parameters));
    expect(mirrorsIn(manifest)).toEqual(['mirror.example.com/team', 'mirror.example.com:5000/a']);
    expect(unfilledIn(manifest)).toEqual([]);
    expect(writtenObject(manifest)).toEqual(object);
    expect(describeUnfilled([manifest])).toEqual([]);
  });

  it('inserts a JSON value for a placeholder with two braces', () => {
    const object = idms({ imageDigestMirrors: [{ source: 'quay.io/team', mirrors: `\${{MIRRORS}}` }] });
    const manifest = filledSet(template(object, { name: 'MIRRORS', value: '["m.example.com/a"]' }));
    expect(mirrorsIn(manifest)).toEqual(['m.example.com/a']);
  });

  it('keeps two braces that are not the whole value, as oc process does', () => {
    const object = withMirrors(`\${{HOST}}/a`, `$\${HOST}/a`, `\${ HOST }/a`);
    const manifest = filledSet(template(object, { name: 'HOST', value: 'm.example.com' }));
    expect(mirrorsIn(manifest)).toEqual([`\${{HOST}}/a`, '$m.example.com/a', `\${ HOST }/a`]);
    const whole = idms({ imageDigestMirrors: [{ source: 'quay.io/team', mirrors: [`\${{HOST}}`] }] });
    expect(unfilledIn(filledSet(template(whole, { name: 'HOST' })))).toEqual([
      'spec.imageDigestMirrors[0].mirrors[0]',
    ]);
  });

  it('inserts the name and the kind of the object', () => {
    const object = {
      ...withMirrors('m.example.com/a'),
      kind: `\${KIND}`,
      metadata: { name: `mirrors-\${ENV}` },
    };
    const parameters = [
      { name: 'ENV', value: 'prod' },
      { name: 'KIND', value: 'ImageDigestMirrorSet' },
    ];
    const { kind, name } = filledSet(template(object, ...parameters));
    expect([kind, name]).toEqual(['ImageDigestMirrorSet', 'mirrors-prod']);
  });

  it('replaces a value whose parameter has no default, and keeps a name that is no parameter', () => {
    const object = withMirrors(`\${TEAM}.example.com/a`, `\${OTHER}/a`, `\${SECRET}/a`, 'm.example.com/a');
    const parameters = [
      { name: 'TEAM', required: true },
      { name: 'SECRET', generate: 'expression', from: '[a-z]{8}' },
    ];
    const manifest = filledSet(template(object, ...parameters));
    expect(mirrorsIn(manifest)).toEqual([
      'team-example-com-a.placeholder.invalid',
      `\${OTHER}/a`,
      'secret-a.placeholder.invalid',
      'm.example.com/a',
    ]);
    expect(unfilledIn(manifest)).toEqual([
      'spec.imageDigestMirrors[0].mirrors[0]',
      'spec.imageDigestMirrors[0].mirrors[2]',
    ]);
  });

  it.each([
    [
      'a policy',
      policy(withMirrors('{{hub .ManagedClusterName hub}}/a')),
      'Check the objects that the policy',
    ],
    [
      'a PolicyGenTemplate',
      {
        kind: 'PolicyGenTemplate',
        spec: { sourceFiles: [{ fileName: 'a.yaml', ...withMirrors('{{hub .x hub}}/a') }] },
      },
      'Check the objects that the policy',
    ],
    [
      'an ApplicationSet',
      {
        kind: 'ApplicationSet',
        spec: {
          template: {
            spec: { source: { helm: { valuesObject: { extra: [withMirrors('{{.values.host}}/a')] } } } },
          },
        },
      },
      'Check the objects that Argo CD',
    ],
    [
      'a SelectorSyncSet with templates',
      {
        kind: 'SelectorSyncSet',
        spec: {
          enableResourceTemplates: true,
          resources: [withMirrors('{{ fromCDLabel "region" }}.example.com/a')],
        },
      },
      'Check the objects that Hive',
    ],
    [
      'an Ansible task',
      [{ name: 'Apply', 'kubernetes.core.k8s': { definition: withMirrors('{{ registry }}/a') } }],
      'Check the output of the tool',
    ],
  ])('replaces a value that %s fills in', (_, document, advice) => {
    const manifest = filledSet(document);
    expect(unfilledIn(manifest)).toEqual(['spec.imageDigestMirrors[0].mirrors[0]']);
    expect(mirrorsIn(manifest)).toEqual([expect.stringMatching(/^[a-z0-9-]+\.placeholder\.invalid$/)]);
    expect(describeUnfilled([manifest])[0]?.fix).toMatch(new RegExp(`^${advice}`));
    const skimmed = fillAll(document, skimManifests).map(({ object }) => object);
    expect(skimmed).toEqual(fillAll(document).map(({ object }) => object));
  });

  it.each([
    ['an object', withMirrors('{{hub .ManagedClusterName hub}}/a', `\${HOST}/a`)],
    ['a list of objects', [withMirrors('{{ registry }}/a')]],
    ['a List', { apiVersion: 'v1', kind: 'List', items: [withMirrors(`\${HOST}/a`)] }],
    ['a SelectorSyncSet', { kind: 'SelectorSyncSet', spec: { resources: [withMirrors('{{ x }}/a')] } }],
  ])('keeps the placeholders of %s, which no tool fills in', (_, document) => {
    const manifest = filledSet(document);
    expect(manifest.unfilled ?? []).toEqual([]);
    expect(JSON.stringify(mirrorsIn(manifest))).toMatch(/\{\{|\$\{/);
  });

  it('replaces the source of an entry whose policy is unknown', () => {
    const entry = {
      source: 'quay.io/team',
      mirrors: ['m.example.com/a'],
      mirrorSourcePolicy: '{{ policy }}',
    };
    const manifest = filledSet(policy(idms({ imageDigestMirrors: [entry] })));
    expect(unfilledIn(manifest)).toEqual(['spec.imageDigestMirrors[0].mirrorSourcePolicy']);
    expect(valueAt(manifest.object, ['spec', 'imageDigestMirrors', 0])).toEqual({
      source: 'policy-policy.placeholder.invalid',
      mirrors: ['m.example.com/a'],
    });
  });

  it('omits allowedRegistries of Image cluster if one of them is unknown', () => {
    const registrySources = { allowedRegistries: ['quay.io', '{{ a }}'], insecureRegistries: ['{{ b }}'] };
    const image = {
      apiVersion: 'config.openshift.io/v1',
      kind: 'Image',
      metadata: { name: 'cluster' },
      spec: { registrySources },
    };
    const manifest = filledSet(policy(image));
    expect(manifest.object.spec).toEqual({
      registrySources: { insecureRegistries: ['b.placeholder.invalid'] },
    });
    expect(unfilledIn(manifest)).toEqual([
      'spec.registrySources.allowedRegistries',
      'spec.registrySources.insecureRegistries[0]',
    ]);
  });

  it('inserts parameters into a ConfigMap inside a Template', () => {
    const data = { 'm.yaml': JSON.stringify(withMirrors(`\${HOST}/a`)) };
    const manifest = filledSet(
      template({ kind: 'ConfigMap', data }, { name: 'HOST', value: 'mirror.example.com' }),
    );
    expect(mirrorsIn(manifest)).toEqual(['mirror.example.com/a']);
  });
});

describe('describeUnfilled', () => {
  it('lists the values of an object in one warning', () => {
    const manifest = filledSet(policy(withMirrors(...Array.from({ length: 7 }, (_, i) => `{{ m${i} }}/a`))));
    expect(describeUnfilled([manifest])).toEqual([
      {
        file: 'f.yaml',
        line: 1,
        column: expect.any(Number),
        message:
          '7 values of ImageDigestMirrorSet team have placeholders and are not evaluated: ' +
          [0, 1, 2, 3, 4].map((index) => `spec.imageDigestMirrors[0].mirrors[${index}]`).join(', ') +
          ' and 2 more; predictions use a registry of placeholder.invalid instead',
        fix: 'Check the objects that the policy creates in the managed clusters.',
      },
    ]);
  });

  it('reports a name without a replacement', () => {
    const object = { ...withMirrors('m.example.com/a'), metadata: { name: `team-\${ENV}` } };
    expect(describeUnfilled(fillAll(template(object, { name: 'ENV' })))).toMatchObject([
      {
        message: `1 value of ImageDigestMirrorSet team-\${ENV} has a placeholder and is not evaluated: metadata.name`,
      },
    ]);
  });

  it('reports the content of a MachineConfig that a Template fills in, without a replacement', () => {
    const files = [{ path: '/etc/containers/a.conf', contents: { source: `data:,\${CONTENT}` } }];
    const object = {
      kind: 'MachineConfig',
      metadata: { name: 'mirrors' },
      spec: { config: { storage: { files } }, osImageURL: `\${IMAGE}` },
    };
    const filled = fillAll(template(object, { name: 'CONTENT' }, { name: 'IMAGE' }));
    expect(describeUnfilled(filled).map(({ message }) => message)).toEqual([
      '1 value of MachineConfig mirrors has a placeholder and is not evaluated: ' +
        'spec.config.storage.files[0].contents.source',
    ]);
    expect(valueAt(filled[0]?.object, ['spec', 'config', 'storage', 'files'])).toEqual(files);
  });

  it('advises the tool whose placeholder remains', () => {
    const raw = JSON.stringify([{ objectDefinition: withMirrors('{{ fromConfigMap "a" "b" "c" }}/a') }]);
    const configuration = { kind: 'ConfigurationPolicy', spec: { 'object-templates-raw': raw } };
    const [ofPolicy] = describeUnfilled(fillAll(template(configuration)));
    expect(ofPolicy?.fix).toMatch(/^Check the objects that the policy creates/);
    const [ofTemplate] = describeUnfilled(
      fillAll(template(policy(withMirrors(`\${HOST}/a`)), { name: 'HOST', required: true })),
    );
    expect(ofTemplate?.fix).toBe('Check the output of `oc process --local -f f.yaml -p NAME=VALUE`.');
  });

  it('names the field of the document for a list of mirrors', () => {
    const hosted = {
      kind: 'HostedCluster',
      metadata: { name: 'h' },
      spec: { imageContentSources: [{ source: 'quay.io/team', mirrors: ['{{ host }}/a'] }] },
    };
    const [warning] = describeUnfilled(fillAll(policy(hosted)));
    expect(warning?.message).toMatch(
      /^1 value has a placeholder and is not evaluated: .*objectDefinition\.spec\.imageContentSources\[0\]\.mirrors\[0\];/,
    );
  });
});
