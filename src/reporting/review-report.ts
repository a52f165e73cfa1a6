import { type JsonObject, valueAt } from '../model/json.ts';
import type { Palette } from './color.ts';
import { jsonDocument } from './json-document.ts';
import { printable } from './printable.ts';

export interface ReviewResponse {
  readonly stage: 'mutate' | 'validate';
  /** The AdmissionReview that the API server would receive. */
  readonly review: JsonObject;
}

export function isAllowed({ review }: ReviewResponse): boolean {
  return valueAt(review, ['response', 'allowed']) === true;
}

/** The contract is docs/reference/schema/review.schema.json. */
export function reviewJson(responses: readonly ReviewResponse[]): string {
  return jsonDocument({ allowed: responses.every(isAllowed), responses });
}

/** The messages to the user and the changes, one block per stage. */
export function reviewText(responses: readonly ReviewResponse[], palette: Palette): string {
  return responses.map((response) => responseBlock(response, palette)).join('\n');
}

function responseBlock({ stage, review }: ReviewResponse, palette: Palette): string {
  const response = valueAt(review, ['response']);
  const verdict = isAllowed({ stage, review }) ? 'allowed' : palette.deny('denied');
  const lines = [
    ...causesOf(response).map(
      ({ field, message }) => `  ${palette.deny('denied')}  ${printable(`${field}: ${message}`)}`,
    ),
    ...warningsOf(response).map((text) => `  ${palette.warn('warning')}  ${printable(text)}`),
    ...patchOf(response).map((text) => `  ${palette.audit('changed')}  ${printable(text)}`),
  ];
  return [`${palette.strong(`/${stage}`)}: ${verdict}`, ...lines].map((line) => `${line}\n`).join('');
}

function causesOf(response: unknown): readonly { readonly field: string; readonly message: string }[] {
  const causes = valueAt(response, ['status', 'details', 'causes']);
  if (Array.isArray(causes)) return causes as { field: string; message: string }[];
  const message = valueAt(response, ['status', 'message']);
  return typeof message === 'string' ? [{ field: 'object', message }] : [];
}

function warningsOf(response: unknown): readonly string[] {
  const warnings = valueAt(response, ['warnings']);
  return Array.isArray(warnings) ? (warnings as string[]) : [];
}

function patchOf(response: unknown): readonly string[] {
  const patch = valueAt(response, ['patch']);
  if (typeof patch !== 'string') return [];
  const operations = JSON.parse(Buffer.from(patch, 'base64').toString('utf8')) as readonly JsonObject[];
  return operations.map(
    ({ op, path, value }) => `${op} ${path}${value === undefined ? '' : ` ${JSON.stringify(value)}`}`,
  );
}
