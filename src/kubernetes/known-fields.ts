import { type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import { nearestName } from '../model/text/nearest-name.ts';

/** The objects of a manifest with known fields; of `metadata`, only its direct fields. */
export type Level = 'object' | 'metadata' | 'spec' | 'entry';

/**
 * The fields of Kubernetes' ObjectMeta, including those of old releases, which exported manifests contain.
 */
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

/** The fields in the CRD of the kind (DOMAIN 1.2). */
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

/** Names that other tools and kinds use for the same field. */
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

/** A suggestion for an unknown field, to follow a semicolon; undefined if there is no likely one. */
export function suggestField(kind: MirrorSetKind, level: Level, given: string): string | undefined {
  const { listField } = mirrorSetKinds[kind];
  if (level !== 'metadata' && listFields.includes(given)) {
    return given === listField ? `move ${listField} under spec` : `use ${listField}, the list of ${kind}`;
  }
  if (level === 'object' || level === 'spec') {
    if (['source', 'mirrors', 'mirrorSourcePolicy'].includes(given))
      return `move ${given} to an entry of spec.${listField}`;
    if (level === 'spec' && (given === 'mirrors' || given === 'imageMirrors'))
      return `use ${listField}, the list of ${kind}`;
  }
  if (level === 'entry') {
    if (given === 'mirrorSourcePolicy') return `${kind} has no source policy. Use an ImageDigestMirrorSet`;
    if (given === 'allowMirrorByTags') return 'use an ImageTagMirrorSet for pulls by tag';
    const meant = Object.hasOwn(confusions, given) ? confusions[given] : undefined;
    const isPossible = mirrorSetKinds[kind].checkedBySchema || !meant?.startsWith('mirrorSourcePolicy');
    if (meant !== undefined && isPossible) return `did you mean ${meant}?`;
  }
  const nearest = nearestName(given, knownFields(kind, level));
  return nearest === undefined ? undefined : `did you mean ${nearest}?`;
}
