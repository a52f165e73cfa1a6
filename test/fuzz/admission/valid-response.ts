import { Ajv } from 'ajv';

/** The schema of an AdmissionReview v1 with a response, as the API server parses it. */
const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['apiVersion', 'kind', 'response'],
  properties: {
    apiVersion: { const: 'admission.k8s.io/v1' },
    kind: { const: 'AdmissionReview' },
    response: {
      type: 'object',
      additionalProperties: false,
      required: ['uid', 'allowed'],
      properties: {
        uid: { type: 'string', minLength: 1 },
        allowed: { type: 'boolean' },
        status: {
          type: 'object',
          additionalProperties: false,
          required: ['code', 'reason', 'message'],
          properties: {
            code: { type: 'integer', minimum: 400, maximum: 599 },
            status: { const: 'Failure' },
            reason: { type: 'string', minLength: 1 },
            message: { type: 'string', minLength: 1 },
            details: {
              type: 'object',
              additionalProperties: false,
              properties: {
                name: { type: 'string' },
                group: { type: 'string' },
                kind: { type: 'string' },
                uid: { type: 'string' },
                causes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    additionalProperties: false,
                    required: ['reason', 'message'],
                    properties: {
                      reason: { type: 'string', minLength: 1 },
                      message: { type: 'string', minLength: 1 },
                      field: { type: 'string' },
                    },
                  },
                },
              },
            },
          },
        },
        patchType: { const: 'JSONPatch' },
        patch: { type: 'string', pattern: '^[A-Za-z0-9+/]+=*$' },
        // The API server drops a warning with a control character.
        warnings: {
          type: 'array',
          items: { type: 'string', minLength: 1, pattern: '^[^\\u0000-\\u001f\\u007f]+$' },
        },
        auditAnnotations: {
          type: 'object',
          propertyNames: { pattern: '^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$' },
          additionalProperties: { type: 'string', maxLength: 1024 },
        },
      },
      dependentRequired: { patch: ['patchType'], patchType: ['patch'] },
      if: { properties: { allowed: { const: true } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { not: { required: ['status'] } },
      else: { required: ['status'], not: { required: ['patch'] } },
    },
  },
};

const validate = new Ajv({ strict: false }).compile(schema);

export interface ReviewResponse {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: { readonly details?: { readonly causes?: readonly { readonly message: string }[] } };
  readonly patch?: string;
  readonly warnings?: readonly string[];
}

/** Parses a response. Throws an error if the API server would reject it. */
export function readResponse(text: string): ReviewResponse {
  const review = JSON.parse(text);
  if (!validate(review))
    throw new Error(`invalid AdmissionReview: ${JSON.stringify(validate.errors)}\n${text}`);
  // The API server ignores warnings beyond 4096 bytes each, and drops warnings that are not UTF-8.
  const { response } = review as { readonly response: ReviewResponse };
  for (const warning of response.warnings ?? [])
    if (!warning.isWellFormed()) throw new Error(`a warning is not UTF-8: ${JSON.stringify(warning)}`);
  return response;
}
