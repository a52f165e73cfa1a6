import { isJsonObject } from '../model/json.ts';
import { quote } from '../model/text/quote.ts';
import type { InputProblem, SourceFile } from './source-file.ts';

/** What the documents of a text are: API objects or lists of them, something else, or none at all (blank, comments, separators). */
export type Content = 'objects' | 'other' | 'nothing';

/** @param documents their values; null for an empty one */
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

/** Of a file without one document, where no other input has any: `kubectl apply` refuses that too. */
export function toNothingProblem({ name, text }: SourceFile): InputProblem {
  const message = text.trim() === '' ? 'is empty' : 'holds no document';
  return { file: name, message, fix: 'Look at how it was made; where nothing is meant, give /dev/null.' };
}

const fieldOfObjects = /\b(apiVersion|kind)["']?\s*:/;

/**
 * Of a pipe that brought no objects: the program that should have written them has failed, as a rule, and what it said may be all that
 * came. Undefined where it brought some, or what may have been meant as some and cannot be read.
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
    ? 'holds no document'
    : `holds no Kubernetes object; it begins with ${quote(firstLine.trim())}`;
  return {
    file: name,
    message,
    fix: 'Look at the command that should have written it; `set -o pipefail` ends a script there.',
  };
}
