import { type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import { nearestName } from '../model/text/nearest-name.ts';

/** The objects of a manifest whose fields are known; below `metadata`, only its own level. */
export type Level = 'object' | 'metadata' | 'spec' | 'entry';

/** Of Kubernetes' ObjectMeta, the ones of old releases included: exported manifests carry them. */
const metadataFields = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'ownerReferences',
  'finalizers',
  'managedFields',
  'clusterName',
  'initializers',
];

const objectFields = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
const specFields: Readonly<Record<MirrorSetKind, readonly string[]>> = {
  ImageDigestMirrorSet: [mirrorSetKinds.ImageDigestMirrorSet.listField],
  ImageTagMirrorSet: [mirrorSetKinds.ImageTagMirrorSet.listField],
  ImageContentSourcePolicy: [mirrorSetKinds.ImageContentSourcePolicy.listField],
};
const entryFields = ['source', 'mirrors', 'mirrorSourcePolicy'];
const entryFieldsOfPolicy = ['source', 'mirrors'];

/** The fields that the definition of the kind has (DOMAIN 1.2). */
export function knownFields(kind: MirrorSetKind, level: Level): readonly string[] {
  switch (level) {
    case 'object':
      return objectFields;
    case 'metadata':
      return metadataFields;
    case 'spec':
      return specFields[kind];
    case 'entry':
      return mirrorSetKinds[kind].checkedBySchema ? entryFields : entryFieldsOfPolicy;
  }
}

const listFields = Object.values(mirrorSetKinds).map(({ listField }) => listField);

/** Names that other tools and other kinds have for the same thing. */
const confusions: Readonly<Record<string, string>> = {
  sourcePolicy: 'mirrorSourcePolicy',
  policy: 'mirrorSourcePolicy',
  neverContactSource: 'mirrorSourcePolicy: NeverContactSource',
  NeverContactSource: 'mirrorSourcePolicy: NeverContactSource',
  allowContactingSource: 'mirrorSourcePolicy: AllowContactingSource',
  AllowContactingSource: 'mirrorSourcePolicy: AllowContactingSource',
  location: 'source',
  registry: 'source',
  repository: 'source',
  mirror: 'mirrors',
  endpoints: 'mirrors',
};

/** What the admin most likely meant by an unknown field, to be read after a semicolon; undefined where that is anybody's guess. */
export function suggestField(kind: MirrorSetKind, level: Level, given: string): string | undefined {
  const { listField } = mirrorSetKinds[kind];
  if (level !== 'metadata' && listFields.includes(given)) {
    return given === listField
      ? `${listField} belongs under spec`
      : `the list of ${kind} is called ${listField}`;
  }
  if (level === 'object' || level === 'spec') {
    if (['source', 'mirrors', 'mirrorSourcePolicy'].includes(given))
      return `${given} belongs in an entry of spec.${listField}`;
    if (level === 'spec' && (given === 'mirrors' || given === 'imageMirrors'))
      return `the list of ${kind} is called ${listField}`;
  }
  if (level === 'entry') {
    if (given === 'mirrorSourcePolicy') return `${kind} has no source policy; an ImageDigestMirrorSet does`;
    if (given === 'allowMirrorByTags') return 'for pulls by tag there is ImageTagMirrorSet';
    const meant = Object.hasOwn(confusions, given) ? confusions[given] : undefined;
    const isPossible = mirrorSetKinds[kind].checkedBySchema || !meant?.startsWith('mirrorSourcePolicy');
    if (meant !== undefined && isPossible) return `did you mean ${meant}?`;
  }
  const nearest = nearestName(given, knownFields(kind, level));
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}
