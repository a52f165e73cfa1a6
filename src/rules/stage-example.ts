import { readImageConfig } from '../kubernetes/read-cluster-config.ts';
import type { ClusterFacts, InputDocument } from '../model/facts.ts';
import { ClusterIndex } from '../model/index/cluster-index.ts';
import { isMirrorSetKind, type MirrorSet, toMirrorSet } from '../model/mirror-set.ts';
import { newestVersion, parseOpenShiftVersion } from '../model/openshift-version.ts';
import {
  type ExampleCase,
  type ExampleImage,
  type ExampleObject,
  type FullExample,
  type MirrorSetExample,
  toFullExample,
} from './example.ts';
import type { GivenOptions } from './rule-options.ts';
import type { ImageSubject, Subject, WrittenObject } from './subject.ts';

/** An example in the form that rules evaluate. */
export interface StagedExample {
  readonly subject: WrittenObject;
  readonly facts: ClusterFacts;
  /** The options that the example sets; undefined if the rule needs none. */
  readonly options: GivenOptions | undefined;
}

/**
 * Prepares an example for evaluation by pages, property tests and rule tests. The stored objects, an empty
 * image.config and the documents of the input are always known facts. The cluster version is known only if
 * the example sets it.
 */
export function stageExample(example: MirrorSetExample): StagedExample & { readonly subject: Subject };
export function stageExample(example: ExampleCase): StagedExample;
export function stageExample(example: ExampleCase): StagedExample {
  const full = toFullExample(example);
  const subject = toSubject(full);
  return { subject, facts: toFacts(full), options: full.options };
}

function toSubject({ subject, ...example }: FullExample): WrittenObject {
  return subject.kind === 'Image' ? toImageSubject(subject, example) : toMirrorSetSubject(subject, example);
}

type ExampleContext = Omit<FullExample, 'subject'>;

function toImageSubject(
  { kind, name, object }: ExampleImage,
  { before, operation, structure = [] }: ExampleContext,
): ImageSubject {
  const stored =
    before === undefined ? {} : { before: readImageConfig(before.object), stored: before.object };
  if (operation === 'DELETE') return { kind, name, after: {}, operation, ...stored, structure };
  return {
    kind,
    name,
    after: readImageConfig(object),
    operation: operation ?? (before === undefined ? 'CREATE' : 'UPDATE'),
    ...stored,
    structure,
    object,
    written: object,
  };
}

function toMirrorSetSubject(
  { kind, name, object }: ExampleObject,
  { before, operation, written, structure = [] }: ExampleContext,
): Subject {
  const stored =
    before === undefined ? {} : { before: toMirrorSet(kind, name, before.object), stored: before.object };
  if (operation === 'DELETE') return { kind, name, entries: [], operation, ...stored, structure };
  return {
    ...toMirrorSet(kind, name, object),
    operation: operation ?? (before === undefined ? 'CREATE' : 'UPDATE'),
    ...stored,
    structure,
    object,
    written: written?.object ?? object,
  };
}

function toFacts({
  subject,
  cluster = [],
  before,
  imageConfig = before?.kind === 'Image' ? readImageConfig(before.object) : {},
  version,
  releaseImage,
  facts,
  documents,
}: FullExample): ClusterFacts {
  const isVersionKnown = version !== undefined || releaseImage !== undefined;
  const clusterVersion = {
    version: version === undefined ? newestVersion : versionOf(version),
    ...(releaseImage === undefined ? {} : { releaseImage }),
  };
  return {
    known: {
      ...facts,
      imageConfig,
      ...(isVersionKnown ? { clusterVersion } : {}),
      inputDocuments: documents ?? [...cluster, subject].map(toDocument),
    },
    missing: {},
    cluster: new ClusterIndex([...cluster, ...(before === undefined ? [] : [before])].flatMap(toStored)),
  };
}

function toStored({ kind, name, object }: ExampleObject | ExampleImage): readonly MirrorSet[] {
  return isMirrorSetKind(kind) ? [toMirrorSet(kind, name, object)] : [];
}

function versionOf(text: string) {
  const version = parseOpenShiftVersion(text);
  if (version === undefined) throw new Error(`an example names the version ${text}, which is none`);
  return version;
}

function toDocument({ kind, name, object }: ExampleObject | ExampleImage, index: number): InputDocument {
  return { apiVersion: String(object.apiVersion), kind, name, position: `manifests.yaml:${index * 10 + 1}` };
}
