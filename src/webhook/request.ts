import type { Json } from '../model/json.ts';

export type AdmissionOperation = 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Who writes, as the API server has authenticated them. */
export interface RequestUser {
  /** Empty where the API server does not say. */
  readonly name: string;
  readonly groups: readonly string[];
}

/** The request of an AdmissionReview, as far as it is read. What may be missing has become a definite value. */
export interface AdmissionRequest {
  readonly uid: string;
  readonly kind: GroupVersionKind;
  readonly operation: AdmissionOperation;
  /** Empty while the API server has not generated one. */
  readonly name: string;
  /** Empty for the object itself. */
  readonly subResource: string;
  readonly dryRun: boolean;
  readonly user: RequestUser;
  /** Of any shape; null and undefined where the operation has none. */
  readonly object: Json | undefined;
  readonly oldObject: Json | undefined;
}
