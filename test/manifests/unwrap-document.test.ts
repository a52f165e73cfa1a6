import { describe, expect, it } from '@jest/globals';
import { shownPath } from '../../src/manifests/document-terms.ts';
import { locate } from '../../src/manifests/locate.ts';
import { parseManifests, skimManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';
import { valueAt } from '../../src/model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';
import { formatFieldPath } from '../../src/model/text/field-path.ts';

/** The mirror sets in a text, each with the position of its first source. */
function setsOf(text: string, parse = parseManifests): readonly string[] {
  return parse(toSourceFile('f.yaml', text))
    .manifests.filter(({ kind }) => /^Image\w+(Set|Policy)$/.test(kind))
    .map((manifest) => {
      const { listField } = mirrorSetKinds[manifest.kind as MirrorSetKind];
      const { line, column, sourceLine } = locate(manifest, ['spec', listField, 0, 'source']);
      return `${manifest.kind} ${manifest.name} ${line}:${column} ${sourceLine.slice(column - 1)}`;
    });
}

const set = [
  'apiVersion: config.openshift.io/v1',
  'kind: ImageDigestMirrorSet',
  'metadata: {name: team}',
  'spec:',
  '  imageDigestMirrors:',
  '  - source: quay.io/team',
  '    mirrors: [mirror.example.com/team]',
];
const indented = (columns: number, lines: readonly string[] = set) =>
  lines.map((line) => ' '.repeat(columns) + line).join('\n');
const element = (columns: number) =>
  `${indented(columns).replace(/^( *)(apiVersion)/, (_, blanks) => `${blanks.slice(2)}- apiVersion`)}\n`;

const wrapped: readonly (readonly [name: string, text: string, position: string])[] = [
  ['a SyncSet', `kind: SyncSet\nspec:\n  resources:\n${element(4)}`, '9:17'],
  ['a ManifestWork', `kind: ManifestWork\nspec:\n  workload:\n    manifests:\n${element(6)}`, '10:19'],
  [
    'a ManifestWorkReplicaSet',
    `kind: ManifestWorkReplicaSet\nspec:\n  manifestWorkTemplate:\n    workload:\n      manifests:\n${element(8)}`,
    '11:21',
  ],
  [
    'a Policy with a ConfigurationPolicy',
    `kind: Policy\nspec:\n  policy-templates:\n  - objectDefinition:\n      kind: ConfigurationPolicy\n      spec:\n        object-templates:\n        - complianceType: musthave\n          objectDefinition:\n${indented(12)}\n`,
    '15:25',
  ],
  ['an OpenShift Template', `kind: Template\nmetadata: {name: t}\nobjects:\n${element(2)}`, '9:15'],
  [
    'an Ansible task',
    `- name: Apply\n  kubernetes.core.k8s:\n    state: present\n    definition:\n${indented(6)}\n`,
    '10:19',
  ],
  [
    'text of an Ansible task',
    `- name: Apply\n  kubernetes.core.k8s:\n    resource_definition: |\n${indented(6)}\n`,
    '9:19',
  ],
  [
    'a ConfigMap',
    `kind: ConfigMap\nmetadata: {name: c}\ndata:\n  a.txt: word\n  m.yaml: |-\n\n${indented(4)}\n`,
    '12:17',
  ],
  [
    'a ConfigMap with two documents',
    `kind: ConfigMap\ndata:\n  m.yaml: |\n    # first\n    ---\n${indented(4)}\n`,
    '11:17',
  ],
  ['a Secret', `kind: Secret\nstringData:\n  m.yaml: |\n${indented(4)}\n`, '9:17'],
  [
    'values of an Argo CD Application',
    `kind: Application\nspec:\n  source:\n    helm:\n      values: |\n        extra:\n${element(10)}`,
    '12:23',
  ],
  [
    'a values object of an ApplicationSet',
    `kind: ApplicationSet\nspec:\n  template:\n    spec:\n      sources:\n      - helm:\n          valuesObject:\n            extra:\n${element(14)}`,
    '14:27',
  ],
  [
    'a copied file of an Ansible play',
    `- hosts: a\n  tasks:\n  - copy:\n      content: |\n${indented(8)}\n`,
    '10:21',
  ],
  [
    'standard input of an Ansible command',
    `- command: oc apply -f -\n  args:\n    stdin: |\n${indented(6)}\n`,
    '9:19',
  ],
  ['Helm values', `mirrors:\n  objects:\n${element(4)}`, '8:17'],
];

describe('manifestsOf', () => {
  it.each(wrapped)('reads %s and keeps line and column', (_, text, position) => {
    expect(setsOf(text)).toEqual([`ImageDigestMirrorSet team ${position} quay.io/team`]);
    expect(setsOf(text, skimManifests)).toEqual(setsOf(text));
  });

  it('keeps line and column in a ConfigMap with Windows line endings', () => {
    const text = `kind: ConfigMap\ndata:\n  m.yaml: |\n${indented(4)}\n`.replaceAll('\n', '\r\n');
    expect(setsOf(text)).toEqual(['ImageDigestMirrorSet team 9:17 quay.io/team']);
  });

  it('keeps the column in a string with escapes', () => {
    const text = JSON.stringify({ kind: 'ConfigMap', data: { 'é.yaml': `${set.join('\n')}\n` } });
    const column = text.indexOf('quay.io') + 1;
    for (const parse of [parseManifests, skimManifests])
      expect(setsOf(text, parse)).toEqual([
        expect.stringMatching(new RegExp(`^ImageDigestMirrorSet team 1:${column} quay\\.io/team`)),
      ]);
  });

  it('keeps line and column in a text inside a text', () => {
    const inner = ['kind: ConfigMap', 'data:', '  m.yaml: |', ...indented(4).split('\n')];
    const text = `kind: ConfigMap\ndata:\n  outer.yaml: |\n    apiVersion: v1\n${indented(4, inner)}\n`;
    expect(setsOf(text)).toEqual(['ImageDigestMirrorSet team 13:21 quay.io/team']);
  });

  it('reads the sources of an install-config with their policy', () => {
    const text =
      'apiVersion: v1\nmetadata: {name: c}\nimageDigestSources:\n- source: quay.io/team\n  mirrors: [m.example.com/team]\n  sourcePolicy: NeverContactSource\n';
    expect(setsOf(text)).toEqual(['ImageDigestMirrorSet image-digest-mirror 4:11 quay.io/team']);
    const manifest = parseManifests(toSourceFile('f.yaml', text)).manifests.find(({ becomes }) => becomes);
    expect(manifest?.object.spec).toEqual({
      imageDigestMirrors: [
        { source: 'quay.io/team', mirrors: ['m.example.com/team'], mirrorSourcePolicy: 'NeverContactSource' },
      ],
    });
    if (manifest === undefined) throw new Error('no mirror set');
    expect(locate(manifest, ['spec', 'imageDigestMirrors', 0, 'mirrorSourcePolicy']).line).toBe(6);
    expect(locate(manifest, ['metadata', 'name']).line).toBe(3);
  });

  it('does not read mirrorSourcePolicy in an install-config, nor a policy in a HostedCluster', () => {
    const entry = (field: string) => ({ source: 'quay.io/team', mirrors: [], [field]: 'NeverContactSource' });
    const both = [entry('mirrorSourcePolicy'), entry('sourcePolicy')];
    const entriesOf = (document: object) => {
      const { manifests } = parseManifests(toSourceFile('f.yaml', JSON.stringify(document)));
      const manifest = manifests.find(({ becomes }) => becomes !== undefined);
      const list = ['spec', 'imageDigestMirrors'] as const;
      const fields = [0, 1].map((index) =>
        Object.keys(valueAt(manifest?.object, [...list, index]) ?? {}).at(-1),
      );
      return fields.map((field, index) => [
        field,
        manifest && shownPath(manifest, [...list, index, field ?? '']).at(-1),
      ]);
    };
    expect(entriesOf({ imageDigestSources: both })).toEqual([
      ['sourcePolicy', 'mirrorSourcePolicy'],
      ['mirrorSourcePolicy', 'sourcePolicy'],
    ]);
    expect(entriesOf({ kind: 'HostedCluster', spec: { imageContentSources: both } })).toEqual([
      ['(mirrorSourcePolicy)', 'mirrorSourcePolicy'],
      ['sourcePolicy', 'sourcePolicy'],
    ]);
  });

  it.each([
    [
      'a list',
      '- source: quay.io/team\n  mirrors: []\n- mirrors: [m.example.com/a]\n  source: quay.io/a\n',
      '1:11',
    ],
    ['a list in JSON', '[{"source":"quay.io/team","mirrors":["m.example.com/team"]}]', '1:12'],
    [
      'a list in a ConfigMap',
      'kind: ConfigMap\ndata:\n  a: |\n    - source: quay.io/team\n      mirrors: []\n',
      '4:15',
    ],
  ])('reads %s of sources and mirrors as that of a HostedCluster', (_, text, position) => {
    expect(setsOf(text)).toEqual([expect.stringMatching(`^ImageDigestMirrorSet cluster ${position} `)]);
    expect(setsOf(text, skimManifests)).toEqual(setsOf(text));
    const [manifest] = parseManifests(toSourceFile('f.yaml', text)).manifests.filter(
      ({ becomes }) => becomes,
    );
    expect(manifest?.cluster).toBe('f.yaml');
    expect(manifest && shownPath(manifest, ['spec', 'imageDigestMirrors', 0, 'mirrors'])).toEqual([
      0,
      'mirrors',
    ]);
  });

  it('reads the sources of an install-config inside variables', () => {
    const text = 'install_config:\n  imageDigestSources:\n  - source: quay.io/team\n    mirrors: []\n';
    expect(setsOf(text)).toEqual(['ImageDigestMirrorSet image-digest-mirror 3:13 quay.io/team']);
  });

  it('reads the specs of a PolicyGenTemplate with the field names of their kinds', () => {
    const text = [
      'kind: PolicyGenTemplate',
      'spec:',
      '  sourceFiles:',
      '  - fileName: DisconnectedICSP.yaml',
      '    spec: {repositoryDigestMirrors: [{source: quay.io/a}]}',
      '  - fileName: ImageDigestMirrorSet.yaml',
      '    metadata: {name: team}',
      '    spec: {imageDigestMirrors: [{source: quay.io/b, mirrorSourcePolicy: NeverContactSource}]}',
      '',
    ].join('\n');
    const { manifests, unread } = parseManifests(toSourceFile('f.yaml', text));
    expect(unread).toEqual([]);
    const sets = manifests.filter(({ becomes }) => becomes !== undefined);
    expect(sets.map(({ kind, name }) => [kind, name])).toEqual([
      ['ImageDigestMirrorSet', 'team'],
      ['ImageContentSourcePolicy', 'DisconnectedICSP.yaml'],
    ]);
    const [team] = sets;
    const path = ['spec', 'imageDigestMirrors', 0, 'mirrorSourcePolicy'];
    expect(team && formatFieldPath(shownPath(team, path))).toBe(
      'spec.sourceFiles[1].spec.imageDigestMirrors[0].mirrorSourcePolicy',
    );
    expect(team && locate(team, path)).toMatchObject({ line: 8, column: 73 });
  });

  it('reads the deprecated imageContentSources of an install-config', () => {
    const text =
      'apiVersion: v1\nbaseDomain: a.b\nimageContentSources:\n- source: quay.io/team\n  mirrors: []\n';
    expect(setsOf(text)).toEqual(['ImageContentSourcePolicy image-policy 4:11 quay.io/team']);
  });

  const overrides = '{"imageDigestSources":[{"source":"quay.io/team","mirrors":["m.example.com/team"]}]}';
  it.each([
    ['a ClusterInstance', `kind: ClusterInstance\nspec:\n  installConfigOverrides: '${overrides}'\n`, '3:61'],
    [
      'a SiteConfig',
      `kind: SiteConfig\nspec:\n  clusters:\n  - installConfigOverrides: '${overrides}'\n`,
      '4:63',
    ],
    [
      'an AgentClusterInstall',
      `kind: AgentClusterInstall\nmetadata:\n  annotations:\n    agent-install.openshift.io/install-config-overrides: '${overrides}'\n`,
      '4:92',
    ],
  ])('reads the overrides of an install-config in %s', (_, text, position) => {
    const expected = [`ImageDigestMirrorSet image-digest-mirror ${position} "quay.io/team",`];
    for (const parse of [parseManifests, skimManifests])
      expect(setsOf(text, parse).map((one) => one.split('"mirrors')[0])).toEqual(expected);
  });

  it('reads the registries.conf of assisted-service', () => {
    const registries = [
      'unqualified-search-registries = ["docker.io"]',
      '[[registry]]',
      '  prefix = "quay.io/ignored"',
      '  # location = "commented.example.com"',
      '  location = "quay.io/team"',
      '  [[registry.mirror]]',
      "  location = 'm.example.com/team'",
      '[[registry]]',
      '  location = "quay.io/other"',
    ];
    const text = `kind: ConfigMap\nmetadata: {name: m}\ndata:\n  registries.conf: |\n${indented(4, registries)}\n`;
    for (const parse of [parseManifests, skimManifests]) {
      const { manifests, unread } = parse(toSourceFile('f.yaml', text));
      const [manifest] = manifests.filter(({ becomes }) => becomes !== undefined);
      if (manifest === undefined) throw new Error('no mirror set');
      expect(unread).toEqual([]);
      expect(manifest.object).toEqual({
        apiVersion: 'config.openshift.io/v1',
        kind: 'ImageDigestMirrorSet',
        metadata: { name: 'image-digest-mirror' },
        spec: {
          imageDigestMirrors: [
            { source: 'quay.io/team', mirrors: ['m.example.com/team'] },
            { source: 'quay.io/other', mirrors: [] },
          ],
        },
      });
      const positionOf = (...path: (string | number)[]) => {
        const { line, column, endColumn } = locate(manifest, ['spec', 'imageDigestMirrors', ...path]);
        return [line, column, endColumn];
      };
      expect(positionOf(0, 'source')).toEqual([9, 18, 32]);
      expect(positionOf(0, 'mirrors', 0)).toEqual([11, 18, 38]);
      expect(positionOf(1, 'source')).toEqual([13, 18, 33]);
    }
  });

  it('reports the position of the text for registries in unusual TOML', () => {
    const text = `kind: ConfigMap\ndata:\n  registries.conf: |\n    registry = [{ location = "quay.io/team" }]\n    # [[registry]]\n`;
    expect(setsOf(text)).toEqual([
      'ImageDigestMirrorSet image-digest-mirror 4:5 registry = [{ location = "quay.io/team" }]',
    ]);
  });

  it('reads an encoded Secret, but shows none of its lines', () => {
    const encoded = Buffer.from(`${set.join('\n')}\n`).toString('base64');
    const text = `kind: Secret\ndata:\n  m.yaml: ${encoded}\n  other: ${Buffer.from([0, 255]).toString('base64')}\n`;
    for (const parse of [parseManifests, skimManifests])
      expect(setsOf(text, parse)).toEqual(['ImageDigestMirrorSet team 3:11 ']);
  });

  it('reads a HostedCluster as another cluster, and keeps the object itself', () => {
    const text =
      'kind: HostedCluster\nmetadata: {name: h, namespace: clusters}\nspec:\n  imageContentSources:\n  - source: quay.io/team\n    mirrors: []\n';
    expect(setsOf(text)).toEqual(['ImageDigestMirrorSet cluster 5:13 quay.io/team']);
    expect(
      parseManifests(toSourceFile('f.yaml', text)).manifests.map(({ kind, cluster }) => ({ kind, cluster })),
    ).toEqual([
      { kind: 'HostedCluster', cluster: undefined },
      { kind: 'ImageDigestMirrorSet', cluster: 'HostedCluster clusters/h' },
    ]);
  });

  it('reads the tag mirrors of a HostedCluster, whose entries can have a policy', () => {
    const entry = '{source: quay.io/team, mirrors: [m.io/team], mirrorSourcePolicy: NeverContactSource}';
    const text = `kind: HostedCluster\nmetadata: {name: h}\nspec:\n  imageTagMirrorSet:\n  - ${entry}\n`;
    expect(setsOf(text)).toEqual([
      'ImageTagMirrorSet cluster 5:14 quay.io/team, mirrors: [m.io/team], mirrorSourcePolicy: NeverContactSource}',
    ]);
    const [, tags] = parseManifests(toSourceFile('f.yaml', text)).manifests;
    expect(tags).toMatchObject({
      cluster: 'HostedCluster h',
      object: {
        spec: {
          imageTagMirrors: [
            { source: 'quay.io/team', mirrors: ['m.io/team'], mirrorSourcePolicy: 'NeverContactSource' },
          ],
        },
      },
    });
    const path = ['spec', 'imageTagMirrors', 0, 'mirrorSourcePolicy'];
    expect(tags && shownPath(tags, path).join('.')).toBe('spec.imageTagMirrorSet.0.mirrorSourcePolicy');
  });

  it('reads the image configuration of a HostedCluster as Image cluster of that cluster', () => {
    const text =
      'kind: HostedCluster\nmetadata: {name: h}\nspec:\n  configuration:\n    image:\n      registrySources: {blockedRegistries: [quay.io]}\n';
    const [, image] = parseManifests(toSourceFile('f.yaml', text)).manifests;
    expect(image?.object).toEqual({
      apiVersion: 'config.openshift.io/v1',
      kind: 'Image',
      metadata: { name: 'cluster' },
      spec: { registrySources: { blockedRegistries: ['quay.io'] } },
    });
    expect(image?.cluster).toBe('HostedCluster h');
    const path = ['spec', 'registrySources', 'blockedRegistries', 0];
    expect(image && locate(image, path)).toMatchObject({ line: 6, column: 45 });
    expect(image && shownPath(image, path).join('.')).toBe(
      'spec.configuration.image.registrySources.blockedRegistries.0',
    );
  });

  it('omits objects that a policy requires to be absent', () => {
    const text = `kind: ConfigurationPolicy\nspec:\n  object-templates:\n  - complianceType: mustNotHave\n    objectDefinition:\n${indented(6)}\n`;
    expect(setsOf(text)).toEqual([]);
  });

  it.each([
    ['a list of API kinds', '- {group: config.openshift.io, version: v1, kind: ImageDigestMirrorSet}\n'],
    [
      'a list of API versions and kinds',
      '- {apiVersion: config.openshift.io/v1, kind: ImageDigestMirrorSet}\n',
    ],
    [
      'references to objects',
      'kind: Pod\nmetadata:\n  ownerReferences:\n  - {apiVersion: config.openshift.io/v1, kind: ImageDigestMirrorSet, name: a}\n',
    ],
    ['a list without mirrors', '- source: quay.io/team\n- source: quay.io/other\n'],
    ['a list with other elements', '- source: quay.io/team\n  mirrors: []\n- name: other\n'],
    ['a Kustomize patch that deletes', `$patch: delete\n${set.join('\n')}\n`],
    [
      'a JSON patch',
      '- op: replace\n  path: /spec/imageDigestMirrors\n  value: [{source: quay.io/team, mirrors: []}]\n',
    ],
    [
      'the install-config that a cluster keeps',
      `kind: ConfigMap\nmetadata: {name: cluster-config-v1}\ndata:\n  install-config: |\n    apiVersion: v1\n    imageDigestSources:\n    - source: quay.io/team\n`,
    ],
  ])('does not read %s as objects', (_, text) => {
    expect(setsOf(text)).toEqual([]);
    expect(setsOf(text, skimManifests)).toEqual([]);
  });
});
