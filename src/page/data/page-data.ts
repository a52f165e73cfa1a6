import type { UnreadFacts } from '../../engine/cluster.ts';
import type { Manifest } from '../../manifests/manifest.ts';
import type { ClusterVersionFact, InputDocument, OptionalFacts } from '../../model/facts.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Lines } from './lines.ts';

/** What a page shows: JSON, embedded in the file or read from pasted text. It never has credentials. */
export interface PageData {
  readonly toolVersion: string;
  /** RFC 3339; empty for a page without data. */
  readonly createdAt: string;
  /** At least one; the first has no objects in a page without data. */
  readonly clusters: readonly [PageCluster, ...PageCluster[]];
}

export interface PageCluster {
  /** The folder or the HostedCluster; empty if the input describes one cluster. */
  readonly name: string;
  readonly state: PageState;
  readonly change?: PageChange;
}

/** Objects to apply to the state, or a complete state to replace it. */
export interface PageChange {
  readonly mode: 'apply' | 'replace';
  readonly state: PageState;
}

/** One state of a cluster. */
export interface PageState {
  /** Mirror sets, Image `cluster`, and MachineConfigs with files of containers/image, in their order. */
  readonly objects: readonly PlacedObject[];
  /** Facts from objects that are not embedded. */
  readonly facts: Omit<Partial<OptionalFacts>, 'machineConfigFiles'>;
  readonly clusterVersion?: ClusterVersionFact;
  /** Whether the objects are all of a cluster. */
  readonly isComplete: boolean;
  /** Facts that could not be read, with the reason. */
  readonly unknown: UnreadFacts;
  readonly notes: readonly PageNote[];
  /** Documents of other kinds in the files of mirror sets, for rules about whole files. */
  readonly otherDocuments: readonly InputDocument[];
  /** Fixes that `mirrorguard fix` would apply. */
  readonly fixes: readonly FilePatch[];
}

export interface PlacedObject {
  readonly object: JsonObject;
  /** Absent for an object of a running cluster. */
  readonly source?: { readonly file: string; readonly lines: Lines };
  /** If the input has only the entries, without an object around them: where they are. */
  readonly partial?: Pick<Manifest, 'within' | 'becomes'>;
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
