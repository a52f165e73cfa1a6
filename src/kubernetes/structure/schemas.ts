/**
 * JSON Schemas of the input. `npm run generate` compiles them to *.generated.ts, so a cold start needs
 * neither ajv nor a compilation.
 * The patterns of the CRDs are omitted, because they take exponential time in a backtracking engine.
 */

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

/** A mirror set without its list, which has one name per kind. */
export const objectSchema: Schema = {
  type: 'object',
  required: ['spec'],
  properties: { metadata, spec: { type: 'object' } },
};

/** An entry of ImageContentSourcePolicy, without the elements of `mirrors`. */
export const entrySchema: Schema = {
  type: 'object',
  required: ['source'],
  properties: { source: { type: 'string' }, mirrors: { type: 'array' } },
};

/** An entry of the kinds with mirrorSourcePolicy, which ImageContentSourcePolicy lacks (DOMAIN 1.2). */
export const entryWithPolicySchema: Schema = {
  ...entrySchema,
  properties: {
    ...(entrySchema.properties as Schema),
    mirrorSourcePolicy: { type: 'string', enum: ['NeverContactSource', 'AllowContactingSource'] },
  },
};

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
