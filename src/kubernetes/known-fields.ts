import { type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import { nearestName } from '../model/text/nearest-name.ts';

/** The parts of a manifest that have known fields. For `metadata`, only its direct fields. */
export type Level = 'object' | 'metadata' | 'spec' | 'entry';

/**
 * The fields of ObjectMeta in Kubernetes, including fields of old releases that exported manifests contain.
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
const commonMistakes: Readonly<Record<string, string>> = {
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

interface Release {
  /** Whether it has ImageDigestMirrorSets and ImageTagMirrorSets. */
  readonly hasMirrorSets: boolean;
}

/** A suggestion for an unknown field, to append after a semicolon; undefined if none is likely. */
export function suggestField(
  kind: MirrorSetKind,
  level: Level,
  given: string,
  release: Release = { hasMirrorSets: true },
): string | undefined {
  return suggestMove(kind, level, given, release) ?? suggestRename(kind, level, given);
}

/** For a field that belongs to another level or another kind. */
function suggestMove(kind: MirrorSetKind, level: Level, given: string, release: Release): string | undefined {
  const { listField } = mirrorSetKinds[kind];
  if (level === 'metadata') return undefined;
  const useList = `use ${listField}, the list of ${kind}`;
  if (listFields.includes(given)) return given === listField ? `move ${listField} under spec` : useList;
  if (level === 'entry') return suggestOtherKind(kind, given, release);
  if (['source', 'mirrors', 'mirrorSourcePolicy'].includes(given))
    return `move ${given} to an entry of spec.${listField}`;
  return level === 'spec' && given === 'imageMirrors' ? useList : undefined;
}

function suggestOtherKind(
  kind: MirrorSetKind,
  given: string,
  { hasMirrorSets }: Release,
): string | undefined {
  if (given === 'mirrorSourcePolicy') {
    const advice = hasMirrorSets ? 'Use an ImageDigestMirrorSet' : 'Remove the field';
    return `${kind} has no source policy. ${advice}`;
  }
  if (given !== 'allowMirrorByTags') return undefined;
  return hasMirrorSets ? 'use an ImageTagMirrorSet for pulls by tag' : 'remove the field';
}

function suggestRename(kind: MirrorSetKind, level: Level, given: string): string | undefined {
  const mistake =
    level === 'entry' && Object.hasOwn(commonMistakes, given) ? commonMistakes[given] : undefined;
  const isPossible = mirrorSetKinds[kind].checkedBySchema || !mistake?.startsWith('mirrorSourcePolicy');
  const meant = (isPossible ? mistake : undefined) ?? nearestName(given, knownFields(kind, level));
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}
