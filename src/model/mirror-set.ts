import { fieldOf, valueAt } from './json.ts';
import type { FieldPath } from './text/field-path.ts';

/** The three kinds that the Machine Config Operator merges into registries.conf (DOMAIN 1.1). */
export type MirrorSetKind = 'ImageDigestMirrorSet' | 'ImageTagMirrorSet' | 'ImageContentSourcePolicy';

/** What may happen when no mirror has the image; absent counts as AllowContactingSource. */
export type SourcePolicy = 'AllowContactingSource' | 'NeverContactSource';

export interface KindFacts {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  /** Plural name in URLs and RBAC. */
  readonly resource: string;
  /** The list under `spec`. */
  readonly listField: string;
  /** Which pulls its mirrors serve. */
  readonly pulls: 'digest' | 'tag';
  /**
   * Whether the CustomResourceDefinition checks sources and mirrors by pattern and rejects duplicate mirrors.
   */
  readonly checkedBySchema: boolean;
}

export const mirrorSetKinds: Readonly<Record<MirrorSetKind, KindFacts>> = {
  ImageDigestMirrorSet: {
    apiVersion: 'config.openshift.io/v1',
    group: 'config.openshift.io',
    version: 'v1',
    resource: 'imagedigestmirrorsets',
    listField: 'imageDigestMirrors',
    pulls: 'digest',
    checkedBySchema: true,
  },
  ImageTagMirrorSet: {
    apiVersion: 'config.openshift.io/v1',
    group: 'config.openshift.io',
    version: 'v1',
    resource: 'imagetagmirrorsets',
    listField: 'imageTagMirrors',
    pulls: 'tag',
    checkedBySchema: true,
  },
  ImageContentSourcePolicy: {
    apiVersion: 'operator.openshift.io/v1alpha1',
    group: 'operator.openshift.io',
    version: 'v1alpha1',
    resource: 'imagecontentsourcepolicies',
    listField: 'repositoryDigestMirrors',
    pulls: 'digest',
    checkedBySchema: false,
  },
};

export function isMirrorSetKind(kind: unknown): kind is MirrorSetKind {
  return typeof kind === 'string' && Object.hasOwn(mirrorSetKinds, kind);
}

/** Names one object of the cluster. */
export interface ObjectRef {
  readonly kind: MirrorSetKind;
  readonly name: string;
}

export function formatObjectRef(object: ObjectRef): string {
  return `${object.kind} ${object.name}`;
}

/**
 * One element of the object's list of mirrors. Strings are as written: nothing is trimmed, lower-cased or
 * reordered.
 */
export interface MirrorEntry {
  readonly source: string;
  /** Empty when the field is absent. */
  readonly mirrors: readonly string[];
  /** As written; undefined when absent. ImageContentSourcePolicies have none. */
  readonly policy?: SourcePolicy;
  /**
   * Position in the list, for paths. Entries of a wrong type are left out, so it differs from the index in
   * `entries`.
   */
  readonly index: number;
}

/** The three kinds in one shape. */
export interface MirrorSet extends ObjectRef {
  readonly entries: readonly MirrorEntry[];
}

/** `['spec', 'imageDigestMirrors', 3]` for the fourth entry of an ImageDigestMirrorSet. */
export function entryPath(kind: MirrorSetKind, entry: MirrorEntry): FieldPath {
  return ['spec', mirrorSetKinds[kind].listField, entry.index];
}

/** The policy that the operator sees: unset is AllowContactingSource (DOMAIN 2.2). */
export function effectivePolicy(entry: MirrorEntry): SourcePolicy {
  return entry.policy ?? 'AllowContactingSource';
}

/**
 * A mirror whose text differs from its entry's source; an entry without any takes no part in the merge
 * (DOMAIN 3.1).
 */
export function hasRealMirror(entry: MirrorEntry): boolean {
  return entry.mirrors.some((mirror) => mirror !== entry.source);
}

/**
 * Reads an object of any shape. What has the right shape is taken as it stands; entries that have not are
 * left out (the structure check reports them), and the rest is evaluated. Never throws.
 *
 * @param object an API object or anything else, as decoded from JSON
 */
export function toMirrorSet(kind: MirrorSetKind, name: string, object: unknown): MirrorSet {
  const list = valueAt(object, ['spec', mirrorSetKinds[kind].listField]);
  const entries: MirrorEntry[] = [];
  if (Array.isArray(list)) {
    const { checkedBySchema } = mirrorSetKinds[kind];
    for (let index = 0; index < list.length; index++) {
      const entry = toMirrorEntry(list[index], index, checkedBySchema);
      if (entry !== undefined) entries.push(entry);
    }
  }
  return { kind, name, entries };
}

function toMirrorEntry(candidate: unknown, index: number, hasPolicy: boolean): MirrorEntry | undefined {
  const source = fieldOf(candidate, 'source');
  const mirrors = fieldOf(candidate, 'mirrors') ?? [];
  if (typeof source !== 'string' || !Array.isArray(mirrors) || !mirrors.every(isString)) return undefined;
  const policy = hasPolicy ? fieldOf(candidate, 'mirrorSourcePolicy') : undefined;
  if (policy === 'NeverContactSource' || policy === 'AllowContactingSource')
    return { source, mirrors, policy, index };
  return { source, mirrors, index };
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
