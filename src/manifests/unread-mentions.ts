import { evaluatedKind } from '../engine/intended-kind.ts';
import { isPatch, isRequiredAbsent } from '../engine/unwrap.ts';
import { isJsonObject, valueAt } from '../model/json.ts';
import { type FieldPath, formatFieldPath, isAtOrBelow } from '../model/text/field-path.ts';
import { EmbeddedText } from './embedded-text.ts';
import { locateIn, positionIn } from './locate.ts';
import type { Manifest, SourceDocument } from './manifest.ts';
import { findMention, type Mention } from './relevance.ts';
import type { InputProblem } from './source-file.ts';

/** A mention of mirror sets in a document that yields none. */
export interface UnreadMention {
  /**
   * Whether the document is a Kustomize patch or a kustomization, which the user replaces with the output of
   * `kustomize build`.
   */
  readonly isKustomize: boolean;
  readonly warning: InputProblem;
}

/**
 * Finds a document that mentions mirror sets but yields none, and texts inside a document with the same
 * property. Without a warning, the result of lint would equal that of a document without mirrors.
 */
export function findUnread(
  document: SourceDocument,
  value: unknown,
  manifests: readonly Manifest[],
): UnreadMention | undefined {
  if (isExempt(value)) return undefined;
  const read = manifests.filter(({ object }) => evaluatedKind(object) !== undefined).map(pathOf);
  const found = search(value, [], read);
  if (found === undefined) return undefined;
  const { path, mention, text } = found;
  const span = { start: mention.offset, end: mention.offset + mention.word.length };
  const position =
    text === undefined
      ? locateIn(document, path)
      : positionIn(document, new EmbeddedText(document, path, text).toOuter(span));
  const isKustomize = isKustomization(value) || isKustomizePatch(value);
  return {
    isKustomize,
    warning: {
      file: position.file,
      line: position.line,
      column: position.column,
      ...(isReview(value) ? explainReview(document) : explain(found)),
    },
  };
}

/**
 * The CRD of a mirror set kind, the copy of a HostedCluster that HyperShift writes, and the install-config
 * that a cluster stores but no operator reads.
 */
function isExempt(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    (value.kind === 'CustomResourceDefinition' ||
      value.kind === 'HostedControlPlane' ||
      valueAt(value, ['metadata', 'name']) === 'cluster-config-v1')
  );
}

function isReview(value: unknown): boolean {
  return isJsonObject(value) && value.kind === 'AdmissionReview';
}

function isKustomization(value: unknown): boolean {
  return isJsonObject(value) && String(value.apiVersion).startsWith('kustomize.config.k8s.io/');
}

function isKustomizePatch(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.every((one) => isJsonObject(one) && 'op' in one && 'path' in one);
  return isJsonObject(value) && isPatch(value);
}

function pathOf({ document, within }: Manifest): FieldPath {
  return document.embedded?.outermostPath ?? within;
}

interface Found {
  readonly path: FieldPath;
  readonly mention: Mention;
  /** The text that contains the mention; undefined for a key. */
  readonly text?: string;
}

function search(value: unknown, path: FieldPath, read: readonly FieldPath[]): Found | undefined {
  if (typeof value === 'string') return inText(value, path, read);
  if (typeof value !== 'object' || value === null || read.some((one) => isAtOrBelow(path, one)))
    return undefined;
  if (isRequiredAbsent(value)) return undefined;
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((child, index) => [index, child] as const)
    : Object.entries(value);
  for (const [name, child] of entries) {
    const at = [...path, name];
    const mention = typeof name === 'string' && read.length === 0 ? findMention(name) : undefined;
    const found = mention === undefined ? search(child, at, read) : { path: at, mention };
    if (found !== undefined) return found;
  }
  return undefined;
}

/** If the document also yields a mirror set, a single word causes no warning, but a text or a patch does. */
function inText(text: string, path: FieldPath, read: readonly FieldPath[]): Found | undefined {
  const mention = findMention(text);
  if (mention === undefined) return undefined;
  const isRead = read.some((one) => isAtOrBelow(path, one));
  return isRead || (read.length > 0 && !/[\n{[]/.test(text)) ? undefined : { path, mention, text };
}

function explain({ path, mention: { word } }: Found): Pick<InputProblem, 'message' | 'fix'> {
  const where = path.length === 0 ? '' : `${formatFieldPath(path)} `;
  if (word === '[[registry]]')
    return {
      message: `${where}contains a registries.conf, which is not evaluated`,
      fix: 'Check the mirror sets that the cluster uses after the installation.',
    };
  if (word === 'registrySources')
    return {
      message: `${where}mentions registrySources, but no Image cluster can be read here; it is not evaluated`,
      fix:
        'Pass Image `cluster` of config.openshift.io/v1 itself, or the output of the tool that creates ' +
        'it.',
    };
  return {
    message: `${where}mentions ${word}, but no mirror set can be read here; it is not evaluated`,
    fix: 'Pass the mirror set itself, or the output of the tool that creates it.',
  };
}

function explainReview({ file }: SourceDocument): Pick<InputProblem, 'message' | 'fix'> {
  return {
    message: 'an AdmissionReview contains a write, not a manifest; it is not evaluated',
    fix: `Run \`mirrorguard review ${file.name}\`.`,
  };
}
