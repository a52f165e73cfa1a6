import type { FactSheet, InputDocument } from '../model/facts.ts';
import { ClusterIndex } from '../model/index/cluster-index.ts';
import { type MirrorSet, toMirrorSet } from '../model/mirror-set.ts';
import { newestVersion, parseOpenShiftVersion } from '../model/openshift-version.ts';
import { type ExampleCase, type ExampleObject, type FullExample, toFullExample } from './example.ts';
import type { GivenOptions } from './rule-options.ts';
import type { Subject } from './subject.ts';

/** An example as rules see it. */
export interface StagedExample {
  readonly subject: Subject;
  readonly facts: FactSheet;
  /** What the policy sets for the rule; undefined where the example needs no policy. */
  readonly options: GivenOptions | undefined;
}

/**
 * Puts an example on the stage: the same for the pages, for the laws every rule obeys, and for the tests of single rules.
 * Facts that cost an example nothing to state are known (the stored objects, an empty image.config, the documents of its input);
 * the cluster's version is known only where the example names one.
 */
export function stageExample(example: ExampleCase): StagedExample {
  const full = toFullExample(example);
  const subject = toSubject(full);
  return { subject, facts: toFacts(full), options: full.options };
}

function toSubject({ subject, before, operation, written, structure = [] }: FullExample): Subject {
  const { kind, name, object } = subject;
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
  imageConfig = {},
  version,
  releaseImage,
  around,
  documents,
}: FullExample): FactSheet {
  const isVersionKnown = version !== undefined || releaseImage !== undefined;
  const clusterVersion = {
    version: version === undefined ? newestVersion : versionOf(version),
    ...(releaseImage === undefined ? {} : { releaseImage }),
  };
  return {
    known: {
      ...around,
      imageConfig,
      ...(isVersionKnown ? { clusterVersion } : {}),
      inputDocuments: documents ?? [...cluster, subject].map(toDocument),
    },
    missing: {},
    cluster: new ClusterIndex([...cluster, ...(before === undefined ? [] : [before])].map(toStored)),
  };
}

function toStored({ kind, name, object }: ExampleObject): MirrorSet {
  return toMirrorSet(kind, name, object);
}

function versionOf(text: string) {
  const version = parseOpenShiftVersion(text);
  if (version === undefined) throw new Error(`an example names the version ${text}, which is none`);
  return version;
}

function toDocument({ kind, name, object }: ExampleObject, index: number): InputDocument {
  return { apiVersion: String(object.apiVersion), kind, name, position: `manifests.yaml:${index * 10 + 1}` };
}
