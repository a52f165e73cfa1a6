import { isMirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';
import type { ExampleImage, ExampleObject } from '../../src/rules/example.ts';

export interface ReviewOptions {
  readonly uid?: string;
  readonly operation?: string;
  readonly name?: string;
  readonly object?: unknown;
  readonly oldObject?: unknown;
  /** Additional or replaced fields of the request. */
  readonly request?: Readonly<Record<string, unknown>>;
}

/** An AdmissionReview as the API server sends it. */
export function reviewOf(
  { kind, name, object }: Pick<ExampleObject | ExampleImage, 'kind' | 'name' | 'object'>,
  options: ReviewOptions = {},
) {
  const { group, version, resource } = resourceOf(kind);
  const operation = options.operation ?? 'CREATE';
  return {
    kind: 'AdmissionReview',
    apiVersion: 'admission.k8s.io/v1',
    request: {
      uid: options.uid ?? 'uid-1',
      kind: { group, version, kind },
      resource: { group, version, resource },
      name: options.name ?? name,
      operation,
      userInfo: { username: 'alice', groups: ['platform-admins'] },
      object: 'object' in options ? options.object : operation === 'DELETE' ? null : object,
      oldObject: options.oldObject ?? null,
      dryRun: false,
      ...options.request,
    },
  };
}

function resourceOf(kind: string) {
  if (kind === 'Image') return { group: 'config.openshift.io', version: 'v1', resource: 'images' };
  return mirrorSetKinds[isMirrorSetKind(kind) ? kind : 'ImageDigestMirrorSet'];
}

export function toBytes(review: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(review));
}
