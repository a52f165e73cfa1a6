import { fieldOf, valueAt } from './json.ts';
import type { FieldPath } from './text/field-path.ts';

/** The three kinds that the Machine Config Operator merges into registries.conf (DOMAIN 1.1). */
export type MirrorSetKind = 'ImageDigestMirrorSet' | 'ImageTagMirrorSet' | 'ImageContentSourcePolicy';

/** Whether nodes may contact the source if no mirror has the image. Default: AllowContactingSource. */
export type SourcePolicy = 'AllowContactingSource' | 'NeverContactSource';

export interface KindFacts {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  /** Plural name, used in URLs and RBAC. */
  readonly resource: string;
  /** Name of the list under `spec`. */
  readonly listField: string;
  /** The pulls that the mirrors serve. */
  readonly pulls: 'digest' | 'tag';
  /** Whether the CRD checks sources and mirrors with patterns and rejects duplicate mirrors. */
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

/** Identifies an object of the cluster. */
export interface ObjectRef {
  readonly kind: MirrorSetKind;
  readonly name: string;
}

/** Whether both name one object. Works for objects of other kinds too. */
export function isSameObject(
  a: { readonly kind: string; readonly name: string },
  b: { readonly kind: string; readonly name: string } | undefined,
): boolean {
  return a.name === b?.name && a.kind === b.kind;
}

export function formatObjectRef(object: ObjectRef): string {
  return `${object.kind} ${object.name}`;
}

/**
 * One element of the object's list. Strings are as written: the parser does not trim, lowercase or reorder
 * them.
 */
export interface MirrorEntry {
  readonly source: string;
  /** Empty if the field is absent. */
  readonly mirrors: readonly string[];
  /** As written; undefined if absent. ImageContentSourcePolicies have no such field. */
  readonly policy?: SourcePolicy;
  /**
   * Position in the object's list, for field paths. Differs from the index in `entries` if malformed entries
   * precede it, because the parser leaves them out.
   */
  readonly index: number;
}

/** An object of any of the three kinds. */
export interface MirrorSet extends ObjectRef {
  readonly entries: readonly MirrorEntry[];
  /** The value of the annotation `policyChangeAnnotation`; undefined without it. */
  readonly policyChange?: string | undefined;
}

/**
 * Names the other objects of a policy change that spans several objects: `<Kind>/<name>`, separated by
 * commas. Single writes conflict temporarily in any order, so the first update must announce the change.
 */
export const policyChangeAnnotation = 'mirrorguard.io/policy-change';

/** `['spec', 'imageDigestMirrors', 3]` for the fourth entry of an ImageDigestMirrorSet. */
export function entryPath(kind: MirrorSetKind, entry: MirrorEntry): FieldPath {
  return ['spec', mirrorSetKinds[kind].listField, entry.index];
}

/** The policy that the operator applies. Default: AllowContactingSource (DOMAIN 2.2). */
export function effectivePolicy(entry: MirrorEntry): SourcePolicy {
  return entry.policy ?? 'AllowContactingSource';
}

/**
 * Whether the entry has a mirror whose text differs from the source. The merge ignores entries without one
 * (DOMAIN 3.1).
 */
export function hasRealMirror(entry: MirrorEntry): boolean {
  return entry.mirrors.some((mirror) => mirror !== entry.source);
}

/**
 * Reads an object of any shape. Leaves out malformed entries, which the structure check reports, and keeps
 * the others unchanged. Never throws.
 *
 * @param object an API object or any other value decoded from JSON
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
  const policyChange = valueAt(object, ['metadata', 'annotations', policyChangeAnnotation]);
  return { kind, name, entries, policyChange: typeof policyChange === 'string' ? policyChange : undefined };
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
