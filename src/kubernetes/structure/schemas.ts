/**
 * JSON Schemas of what the edge must be able to rely on. They are compiled ahead of time into *.generated.ts
 * (`npm run generate`), so that neither ajv nor a compilation is part of a cold start.
 *
 * The custom resource definitions' patterns are left out on purpose: they are exponential in a backtracking engine.
 */
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Only the parts that are read; the API server has judged the rest of `metadata` before any webhook is called. */
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
      // Unknown to ImageContentSourcePolicies, so of no shape there (DOMAIN 1.2).
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

/** One yes or no for the whole object: nearly every object is well-formed, and this is the fast way to know. */
export function wholeObjectSchema(kind: MirrorSetKind): Schema {
  return objectSchema(kind, {
    type: 'array',
    items: entrySchema(kind, { type: 'array', items: { type: 'string' } }),
  });
}

/** The object without the elements of its list. Its errors are few, whatever the object's size. */
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

/** The envelope: what every AdmissionReview of the API server has. `object` and `oldObject` may be anything. */
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
