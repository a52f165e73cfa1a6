import { mirrorSetKinds } from '../model/mirror-set.ts';
import { type FieldPath, formatFieldPath, parseFieldPath } from '../model/text/field-path.ts';
import { type Manifest, pathInDocument } from './manifest.ts';

type Origin = Pick<Manifest, 'within' | 'becomes'>;

/** A field as shown to the user. If the document has only the entries, its path in the document. */
export function shownPath(origin: Origin, path: FieldPath): FieldPath {
  return origin.becomes === undefined ? path : pathInDocument(origin, path);
}

/**
 * Rewrites a message about the object that a document becomes with the field names of the document:
 * `imageDigestSources[0].sourcePolicy`. Quoted values and error texts stay unchanged.
 */
export function inDocumentTerms(origin: Origin, message: string): string {
  const { within, becomes } = origin;
  if (becomes === undefined || becomes.kind === 'Image') return message;
  const { listField } = mirrorSetKinds[becomes.kind];
  const paths = new RegExp(`\\bspec\\.${listField}(?:\\[\\d+\\]|\\.[A-Za-z]+)*`, 'g');
  const lists = new RegExp(`\\b${listField}\\b`, 'g');
  const rename = (text: string) =>
    text
      .replace(paths, (path) => formatFieldPath(pathInDocument(origin, parseFieldPath(path))))
      .replace(lists, String(within.at(-1) ?? 'the list'))
      .replace(/\bmirrorSourcePolicy\b/g, 'sourcePolicy')
      // An install-config uses a different list instead of a different kind.
      .replace(/\ban ImageDigestMirrorSet\b/g, (kind) =>
        isDeprecatedList(origin) ? 'imageDigestSources' : kind,
      );
  return message
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part) => (part.startsWith('"') && part !== '"mirrorSourcePolicy"' ? part : rename(part)))
    .join('');
}

function isDeprecatedList({ within: [list, ...inside] }: Origin): boolean {
  return list === 'imageContentSources' && inside.length === 0;
}
