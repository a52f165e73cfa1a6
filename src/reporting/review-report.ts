import { type JsonObject, valueAt } from '../model/json.ts';
import type { Palette } from './colour.ts';
import { printable } from './printable.ts';

/** One answer of the webhook. */
export interface ReviewAnswer {
  readonly stage: 'mutate' | 'validate';
  /** The AdmissionReview that the API server would get. */
  readonly review: JsonObject;
}

export function isAllowed({ review }: ReviewAnswer): boolean {
  return valueAt(review, ['response', 'allowed']) === true;
}

/** The contract is docs/reference/schema/review.schema.json. */
export function reviewJson(answers: readonly ReviewAnswer[]): string {
  return `${JSON.stringify({ schemaVersion: 1, allowed: answers.every(isAllowed), answers }, undefined, 2)}\n`;
}

/** What a user would be told, and what would be changed, a block an answer. */
export function reviewText(answers: readonly ReviewAnswer[], palette: Palette): string {
  return answers.map((answer) => answerBlock(answer, palette)).join('\n');
}

function answerBlock(answer: ReviewAnswer, palette: Palette): string {
  const response = valueAt(answer.review, ['response']);
  const verdict = isAllowed(answer) ? 'allowed' : palette.deny('refused');
  const lines = [
    ...causesOf(response).map(
      ({ field, message }) => `  ${palette.deny('refused')}  ${printable(`${field}: ${message}`)}`,
    ),
    ...warningsOf(response).map((text) => `  ${palette.warn('warning')}  ${printable(text)}`),
    ...patchOf(response).map((text) => `  ${palette.audit('changed')}  ${printable(text)}`),
  ];
  return [`${palette.strong(`/${answer.stage}`)}: ${verdict}`, ...lines].map((line) => `${line}\n`).join('');
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
