import type { Digest } from '../audit/canonical-json.ts';
import type { Credentials } from '../audit/redaction.ts';
import { fieldOf, isEqualJson, isJsonObject, type Json } from '../model/json.ts';
import { isMirrorSetKind, type MirrorSetKind, mirrorSetKinds } from '../model/mirror-set.ts';
import type { GuardedKind, Operation } from '../rules/subject.ts';

export type AdmissionOperation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The authenticated user who sent the request. */
export interface RequestUser {
  /** Empty if the API server sends no name. */
  readonly name: string;
  readonly groups: readonly string[];
}

/** The fields of an AdmissionReview request that mirrorguard reads. Absent fields have defaults. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind: GroupVersionKind;
  readonly operation: AdmissionOperation;
  /** Empty until the API server has generated a name. */
  readonly name: string;
  /** Empty for the main resource. */
  readonly subResource: string;
  readonly dryRun: boolean;
  readonly user: RequestUser;
  /** Of any shape; null or undefined if the operation has none. */
  readonly object: Json | undefined;
  readonly oldObject: Json | undefined;
  /**
   * The digests of the objects, if another thread computed them and the objects are no longer part of the
   * request.
   */
  readonly digests?: ObjectDigests;
  /** Strings in the objects that contain credentials; set together with `digests`. */
  readonly credentials?: Credentials;
}

interface ObjectDigests {
  readonly before: Digest | null;
  readonly after: Digest | null;
}

/** A write of a mirror set, not of one of its subresources. */
export interface MirrorSetRequest extends AdmissionRequest {
  readonly kind: GroupVersionKind & { readonly kind: MirrorSetKind };
  readonly operation: Operation;
}

export function isMirrorSetRequest(request: AdmissionRequest): request is MirrorSetRequest {
  return mirrorSetKindOf(request) !== undefined && isOfObject(request);
}

/** A write of Image `cluster`, not of a subresource; the Machine Config Operator reads no other Image. */
export interface ImageRequest extends AdmissionRequest {
  readonly kind: GroupVersionKind & { readonly kind: 'Image' };
  readonly operation: Operation;
}

export function isImageRequest(request: AdmissionRequest): request is ImageRequest {
  return guardedKindOf(request) === 'Image' && isOfObject(request);
}

function isOfObject({ operation, subResource }: AdmissionRequest): boolean {
  return operation !== 'CONNECT' && subResource === '';
}

/** The kind of the object if its writes are evaluated. */
export function guardedKindOf(request: AdmissionRequest): GuardedKind | undefined {
  const { group, kind } = request.kind;
  const isImage = kind === 'Image' && group === 'config.openshift.io' && nameOf(request) === 'cluster';
  return isImage ? 'Image' : mirrorSetKindOf(request);
}

/**
 * Whether an update changes only metadata such as labels, annotations or finalizers. Such an update is always
 * allowed: it does not affect nodes, and a finalizer must be removable.
 */
export function leavesSpecUnchanged({ operation, object, oldObject }: AdmissionRequest): boolean {
  return (
    operation === 'UPDATE' &&
    isJsonObject(object) &&
    isJsonObject(oldObject) &&
    isEqualJson(fieldOf(object, 'spec'), fieldOf(oldObject, 'spec'))
  );
}

function mirrorSetKindOf({ kind: { group, kind } }: AdmissionRequest): MirrorSetKind | undefined {
  return isMirrorSetKind(kind) && mirrorSetKinds[kind].group === group ? kind : undefined;
}

/** The name of the object, or its `generateName` prefix if it has no name yet. */
export function nameOf({ name, object }: AdmissionRequest): string {
  if (name !== '') return name;
  const metadata = fieldOf(object, 'metadata');
  const given = fieldOf(metadata, 'name') || fieldOf(metadata, 'generateName');
  return typeof given === 'string' ? given : '';
}
