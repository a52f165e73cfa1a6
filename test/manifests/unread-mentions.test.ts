import { describe, expect, it } from '@jest/globals';
import { parseManifests, skimManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';

function unreadIn(text: string, parse = parseManifests): readonly string[] {
  return parse(toSourceFile('f.yaml', text)).unread.map(
    ({ isKustomize, warning: { line, column, message } }) =>
      `${line}:${column} ${isKustomize ? 'kustomize' : message.split(',')[0]}`,
  );
}

describe('findUnread', () => {
  it.each([
    [
      'a kind in a list',
      '- a: 1\n- kind: ImageDigestMirrorSet\n',
      '2:9 [1].kind mentions ImageDigestMirrorSet',
    ],
    [
      'a field',
      'apiVersion: example.com/v1\nkind: Other\nspec:\n  imageTagMirrors: []\n',
      '4:3 spec.imageTagMirrors mentions imageTagMirrors',
    ],
    [
      'a text that is not YAML',
      'kind: ConfigMap\ndata:\n  a: |\n    {{ range }}\n    kind: ImageTagMirrorSet\n',
      '5:11 data.a mentions ImageTagMirrorSet',
    ],
    [
      'a registries.conf that is not TOML',
      'kind: ConfigMap\ndata:\n  registries.conf: |\n    [[registry]]\n    location = quay.io\n',
      '4:5 data["registries.conf"] contains a registries.conf',
    ],
    [
      'lists of Image in a merge patch',
      'kind: SyncSet\nspec:\n  patches:\n  - patch: \'{"spec":{"registrySources":{}}}\'\n',
      '4:23 spec.patches[0].patch mentions registrySources',
    ],
    [
      'an Image of another version',
      'apiVersion: config.openshift.io/v1alpha1\nkind: Image\nmetadata: {name: cluster}\nspec: {registrySources: {}}\n',
      '4:8 spec.registrySources mentions registrySources',
    ],
    ['a JSON patch', '- {op: replace, path: /spec/imageDigestMirrors, value: []}\n', '1:23 kustomize'],
    ['a patch that deletes', '$patch: delete\nkind: ImageDigestMirrorSet\n', '2:7 kustomize'],
    [
      'a kustomization',
      'apiVersion: kustomize.config.k8s.io/v1beta1\npatches:\n- target: {kind: ImageTagMirrorSet}\n',
      '3:18 kustomize',
    ],
  ])('reports %s', (_, text, expected) => {
    expect(unreadIn(text)).toEqual([expected]);
    expect(unreadIn(text, skimManifests)).toEqual([expected]);
  });

  it('reports a patch of Image next to mirror sets that are read', () => {
    const text =
      'kind: SyncSet\nspec:\n  resources:\n  - kind: ImageTagMirrorSet\n    metadata: {}\n  patches:\n  - patch: \'{"spec":{"registrySources":{}}}\'\n';
    expect(unreadIn(text)).toEqual(['7:23 spec.patches[0].patch mentions registrySources']);
  });

  it('reports an unread text next to mirror sets that are read', () => {
    const text =
      'kind: ConfigMap\ndata:\n  a: |\n    kind: ImageTagMirrorSet\n    metadata: {}\n  b: |\n    kind: ImageTagMirrorSet: x\n';
    expect(unreadIn(text)).toEqual(['7:11 data.b mentions ImageTagMirrorSet']);
  });

  it.each([
    ['a mirror set', 'kind: ImageTagMirrorSet\nspec: {imageTagMirrors: []}\n'],
    [
      'the definition of the kind',
      'kind: CustomResourceDefinition\nspec: {names: {kind: ImageTagMirrorSet}}\n',
    ],
    [
      'Image cluster',
      'apiVersion: config.openshift.io/v1\nkind: Image\nmetadata: {name: cluster}\nspec: {registrySources: {}}\n',
    ],
    [
      'the copy of a HostedCluster that HyperShift writes',
      'kind: HostedControlPlane\nspec: {configuration: {image: {registrySources: {}}}, imageContentSources: []}\n',
    ],
    [
      'a kind that a policy requires to be absent',
      'kind: ConfigurationPolicy\nspec:\n  object-templates:\n  - complianceType: mustnothave\n    objectDefinition: {kind: ImageContentSourcePolicy}\n',
    ],
    ['rules of access', 'kind: ClusterRole\nrules: [{resources: [imagedigestmirrorsets]}]\n'],
  ])('reports nothing for %s', (_, text) => {
    expect(unreadIn(text)).toEqual([]);
  });
});
