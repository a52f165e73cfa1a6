import { mirrorSetKinds } from '../model/mirror-set.ts';
import { type FieldPath, formatFieldPath, parseFieldPath } from '../model/text/field-path.ts';
import { type Manifest, nameInDocument, pathInDocument } from './manifest.ts';

const policyNames: ReadonlySet<string> = new Set(['"mirrorSourcePolicy"', '"sourcePolicy"']);

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
  const terms = new RegExp(
    `\\bspec\\.${listField}(?:\\[\\d+\\]|\\.[A-Za-z]+)*|` +
      `\\b(?:${listField}|mirrorSourcePolicy|sourcePolicy)\\b`,
    'g',
  );
  const toTerm = (term: string) => {
    if (term.startsWith('spec.')) return formatFieldPath(pathInDocument(origin, parseFieldPath(term)));
    return term === listField ? String(within.at(-1) ?? 'the list') : nameInDocument(becomes, term);
  };
  const rename = (text: string) =>
    text
      .replace(terms, toTerm)
      // An install-config uses a different list instead of a different kind.
      .replace(/\ban ImageDigestMirrorSet\b/g, (kind) =>
        isDeprecatedList(origin) ? 'imageDigestSources' : kind,
      );
  return message
    .split(/("(?:[^"\\]|\\.)*")/)
    .map((part) => (part.startsWith('"') && !policyNames.has(part) ? part : rename(part)))
    .join('');
}

function isDeprecatedList({ within: [list, ...inside] }: Origin): boolean {
  return list === 'imageContentSources' && inside.length === 0;
}
