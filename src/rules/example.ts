import type { StructureProblem } from '../kubernetes/structure/structure.ts';
import type { ImageConfig } from '../model/cluster-state.ts';
import type { InputDocument, OptionalFacts } from '../model/facts.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds, type SourcePolicy } from '../model/mirror-set.ts';
import type { GivenOptions } from './rule-options.ts';
import type { Operation } from './subject.ts';

/** A builder of API objects for rule examples and tests. Immutable: each step returns a new object. */
export class ExampleObject {
  readonly kind: MirrorSetKind;
  readonly name: string;
  readonly object: JsonObject;

  constructor(kind: MirrorSetKind, name: string, object: JsonObject) {
    this.kind = kind;
    this.name = name;
    this.object = object;
  }

  /** Adds an entry as in a manifest; omits `mirrors` if it is undefined. */
  mirror(source: string, mirrors?: readonly string[], policy?: SourcePolicy): ExampleObject {
    return this.entry({
      source,
      ...(mirrors === undefined ? {} : { mirrors }),
      ...(policy === undefined ? {} : { mirrorSourcePolicy: policy }),
    });
  }

  /** Adds an entry of any shape. */
  entry(entry: Json): ExampleObject {
    const { listField } = mirrorSetKinds[this.kind];
    const spec = this.object.spec as JsonObject;
    const list = (spec[listField] ?? []) as readonly Json[];
    return this.with({ spec: { ...spec, [listField]: [...list, entry] } });
  }

  /** Replaces top-level fields, for shapes that the other steps cannot create. */
  with(fields: JsonObject): ExampleObject {
    return new ExampleObject(this.kind, this.name, { ...this.object, ...fields });
  }
}

function emptyObject(kind: MirrorSetKind, name: string): ExampleObject {
  return new ExampleObject(kind, name, {
    apiVersion: mirrorSetKinds[kind].apiVersion,
    kind,
    metadata: { name },
    spec: {},
  });
}

export const idms = (name: string): ExampleObject => emptyObject('ImageDigestMirrorSet', name);
export const itms = (name: string): ExampleObject => emptyObject('ImageTagMirrorSet', name);
export const icsp = (name: string): ExampleObject => emptyObject('ImageContentSourcePolicy', name);

/** Builds Image `cluster` with registry lists. */
export class ExampleImage {
  readonly kind = 'Image';
  readonly name = 'cluster';
  readonly object: JsonObject;

  constructor(registrySources: ImageConfig) {
    this.object = {
      apiVersion: 'config.openshift.io/v1',
      kind: this.kind,
      metadata: { name: this.name },
      spec: { registrySources: { ...registrySources } },
    };
  }
}

export const image = (registrySources: ImageConfig): ExampleImage => new ExampleImage(registrySources);

/**
 * A write and its cluster. A single object is created in an empty cluster. In a list, the last object is
 * written and the others are stored.
 */
export type ExampleCase = ExampleObject | ExampleImage | readonly ExampleObject[] | FullExample;

/** An example whose written object is a mirror set. */
export type MirrorSetExample = ExampleObject | readonly ExampleObject[] | FullMirrorSetExample;

interface FullMirrorSetExample extends FullExample {
  readonly subject: ExampleObject;
  readonly before?: ExampleObject;
}

export interface FullExample {
  readonly subject: ExampleObject | ExampleImage;
  /** Other stored objects. */
  readonly cluster?: readonly ExampleObject[];
  /** The stored version of the subject, for updates. */
  readonly before?: ExampleObject | ExampleImage;
  readonly operation?: Operation;
  /** Default: the lists of `before` if that is an Image, otherwise none. */
  readonly imageConfig?: ImageConfig;
  /** The version as in ClusterVersion: `4.15.3`. */
  readonly version?: string;
  readonly releaseImage?: string;
  /** Other known facts of the cluster. */
  readonly facts?: Partial<OptionalFacts>;
  /** The object as the user wrote it, if it differs from the subject: the last-applied annotation. */
  readonly written?: ExampleObject;
  /** Structure problems of the subject. */
  readonly structure?: readonly StructureProblem[];
  /** The options that the policy sets for the rule. */
  readonly options?: GivenOptions;
  /** The other documents of the input. Default: the objects of `cluster` and the subject, in one file. */
  readonly documents?: readonly InputDocument[];
}

export function toFullExample(example: ExampleCase): FullExample {
  if (example instanceof ExampleObject || example instanceof ExampleImage) return { subject: example };
  if (!Array.isArray(example)) return example as FullExample;
  const objects = example as readonly ExampleObject[];
  const subject = objects.at(-1);
  if (subject === undefined) throw new Error('an example needs at least one object');
  return { subject, cluster: objects.slice(0, -1) };
}
