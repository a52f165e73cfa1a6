import { isJsonObject } from '../model/json.ts';
import { quote } from '../model/text/quote.ts';
import type { InputProblem, SourceFile } from './source-file.ts';

/**
 * The content of a text: API objects or lists, other documents, or nothing (blanks, comments, separators).
 */
export type Content = 'objects' | 'other' | 'nothing';

/** @param documents the values; null for an empty document */
export function contentOf(documents: readonly unknown[]): Content {
  if (documents.some(isLikeObjects)) return 'objects';
  return documents.some((document) => document !== null && document !== undefined) ? 'other' : 'nothing';
}

const fieldsOfObjects = ['apiVersion', 'kind', 'metadata', 'spec'];

function isLikeObjects(document: unknown): boolean {
  return (
    Array.isArray(document) ||
    (isJsonObject(document) && fieldsOfObjects.some((field) => Object.hasOwn(document, field)))
  );
}

/** The problem of a file without documents. `kubectl apply` rejects an input without objects, too. */
export function toNothingProblem({ name, text }: SourceFile): InputProblem {
  const message = text.trim() === '' ? 'is empty' : 'has no document';
  return {
    file: name,
    message,
    fix: 'Check how it was created. For an intended empty input, pass /dev/null.',
  };
}

const fieldOfObjects = /\b(apiVersion|kind)["']?\s*:/;

/**
 * The problem of standard input without objects. The usual cause is that the command before the pipe failed
 * and its error message is the input. Undefined if the input has objects, or text that looks like objects but
 * cannot be parsed.
 */
export function findPipeProblem(
  { name, text }: SourceFile,
  content: Content,
  { isReadable }: { readonly isReadable: boolean },
): InputProblem | undefined {
  if (content === 'objects' || (!isReadable && fieldOfObjects.test(text))) return undefined;
  const [firstLine = ''] = text.trim().split('\n');
  const isNothing = content === 'nothing' && isReadable;
  const message = isNothing
    ? 'has no document'
    : `has no Kubernetes object; it starts with ${quote(firstLine.trim())}`;
  return {
    file: name,
    message,
    fix: 'Check the command that writes it; `set -o pipefail` stops a script if it fails.',
  };
}
