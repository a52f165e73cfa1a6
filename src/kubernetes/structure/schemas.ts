/**
 * JSON Schemas of the input. `npm run generate` compiles them to *.generated.ts, so a cold start needs
 * neither ajv nor a compilation.
 * The patterns of the CRDs are omitted, because they take exponential time in a backtracking engine.
 */
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Only the fields that mirrorguard reads; the API server validates the rest of `metadata` before it calls a
 * webhook.
 */
const metadata: Schema = {
  type: 'object',
  properties: {
    name: { type: ['string', 'null'] },
    generateName: { type: ['string', 'null'] },
    labels: { type: ['object', 'null'] },
    annotations: { type: ['object', 'null'] },
  },
};

function entrySchema(kind: MirrorSetKind, mirrors: Schema): Schema {
  const policy = { type: 'string', enum: ['NeverContactSource', 'AllowContactingSource'] };
  return {
    type: 'object',
    required: ['source'],
    properties: {
      source: { type: 'string' },
      mirrors,
      // ImageContentSourcePolicy does not have the field (DOMAIN 1.2).
      ...(mirrorSetKinds[kind].checkedBySchema ? { mirrorSourcePolicy: policy } : {}),
    },
  };
}

function objectSchema(kind: MirrorSetKind, list: Schema): Schema {
  return {
    type: 'object',
    required: ['spec'],
    properties: {
      metadata,
      spec: { type: 'object', properties: { [mirrorSetKinds[kind].listField]: list } },
    },
  };
}

/** Validates the whole object at once, which is fast for well-formed objects. */
export function wholeObjectSchema(kind: MirrorSetKind): Schema {
  return objectSchema(kind, {
    type: 'array',
    items: entrySchema(kind, { type: 'array', items: { type: 'string' } }),
  });
}

/**
 * The object without the elements of its list. The number of errors does not depend on the size of the
 * object.
 */
export function objectHeadSchema(kind: MirrorSetKind): Schema {
  return objectSchema(kind, { type: 'array' });
}

/** One entry without the elements of its `mirrors`. */
export function entryHeadSchema(kind: MirrorSetKind): Schema {
  return entrySchema(kind, { type: 'array' });
}

const groupVersionKind: Schema = {
  type: 'object',
  required: ['group', 'version', 'kind'],
  properties: { group: { type: 'string' }, version: { type: 'string' }, kind: { type: 'string' } },
};

/** The AdmissionReview of the API server. `object` and `oldObject` can have any value. */
export const reviewSchema: Schema = {
  type: 'object',
  required: ['apiVersion', 'kind', 'request'],
  properties: {
    apiVersion: { const: 'admission.k8s.io/v1' },
    kind: { const: 'AdmissionReview' },
    request: {
      type: 'object',
      required: ['uid', 'kind', 'operation'],
      properties: {
        uid: { type: 'string' },
        kind: groupVersionKind,
        operation: { enum: ['CREATE', 'UPDATE', 'DELETE', 'CONNECT'] },
        name: { type: ['string', 'null'] },
        subResource: { type: ['string', 'null'] },
        dryRun: { type: ['boolean', 'null'] },
        userInfo: {
          type: ['object', 'null'],
          properties: {
            username: { type: ['string', 'null'] },
            groups: { type: ['array', 'null'], items: { type: 'string' } },
          },
        },
      },
    },
  },
};
