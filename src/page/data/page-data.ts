import type { UnreadFacts } from '../../engine/assumptions.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import type { ClusterVersionFact, InputDocument, OptionalFacts } from '../../model/facts.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Lines } from './lines.ts';

/** The data of a page as JSON, embedded in the file or read from pasted text. Never contains credentials. */
export interface PageData {
  readonly toolVersion: string;
  /** RFC 3339; empty for a page without data. */
  readonly createdAt: string;
  /** At least one cluster; in a page without data, the first one has no objects. */
  readonly clusters: readonly [PageCluster, ...PageCluster[]];
}

export interface PageCluster {
  /** The folder or the HostedCluster; empty if the input describes one cluster. */
  readonly name: string;
  readonly state: PageState;
  readonly change?: PageChange;
}

/** Objects to apply to the state, or a complete state that replaces it. */
export interface PageChange {
  readonly mode: 'apply' | 'replace';
  readonly state: PageState;
}

/** One state of a cluster. */
export interface PageState {
  /** Mirror sets, Image `cluster`, and MachineConfigs with files of containers/image, in input order. */
  readonly objects: readonly PlacedObject[];
  /** Facts from objects that are not embedded. */
  readonly facts: Omit<Partial<OptionalFacts>, 'machineConfigFiles'>;
  readonly clusterVersion?: ClusterVersionFact;
  /** Whether the objects are all objects of a cluster. */
  readonly isComplete: boolean;
  /** Facts that could not be read, with the reason. */
  readonly unknown: UnreadFacts;
  readonly notes: readonly PageNote[];
  /** Documents of other kinds in the files of mirror sets, for rules that evaluate whole files. */
  readonly otherDocuments: readonly InputDocument[];
  /** Fixes that `mirrorguard fix` would apply. */
  readonly fixes: readonly FilePatch[];
}

export interface PlacedObject {
  readonly object: JsonObject;
  /** Absent for an object of a running cluster. */
  readonly source?: { readonly file: string; readonly lines: Lines };
  /** The path of the entries, if the input has only the entries without the enclosing object. */
  readonly partial?: Pick<Manifest, 'within' | 'becomes'>;
  /** The fields whose values are not known because of placeholders. */
  readonly unfilled?: NonNullable<Manifest['unfilled']>;
}

export interface PageNote {
  readonly message: string;
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly file?: string;
  readonly line?: number;
}

/** The fixes of one file as a unified diff. */
export interface FilePatch {
  readonly file: string;
  readonly patch: string;
  readonly fixes: readonly {
    readonly kind: string;
    readonly name: string;
    readonly path: string;
    readonly message: string;
  }[];
}
