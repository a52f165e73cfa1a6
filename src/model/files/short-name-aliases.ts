import { type ImageReference, parseLiteralReference } from '../location/image-reference.ts';
import { quoteGo } from '../text/go-quote.ts';

/**
 * The error of containers/image for an alias of `[aliases]` in registries.conf or a drop-in; undefined if it
 * is valid. An empty value removes an alias of another file.
 */
export function shortNameAliasError(name: string, value: string): string | undefined {
  return nameError(name) ?? (value === '' ? undefined : valueError(value));
}

function nameError(name: string): string | undefined {
  const parsed = parseLiteralReference(name);
  if (parsed.kind === 'invalid') return `cannot parse short name: ${quoteGo(name)}: ${parsed.message}`;
  const extra = extraPart(parsed.reference) ?? (hasRegistry(parsed.reference) ? 'registry' : undefined);
  return extra === undefined ? undefined : `invalid short name ${quoteGo(name)}: must not contain ${extra}`;
}

function valueError(value: string): string | undefined {
  const parsed = parseLiteralReference(value);
  if (parsed.kind === 'invalid') return `parsing alias ${quoteGo(value)}: ${parsed.message}`;
  const extra = extraPart(parsed.reference);
  if (extra !== undefined) return `invalid alias ${quoteGo(value)}: must not contain ${extra}`;
  return hasRegistry(parsed.reference)
    ? undefined
    : `invalid alias ${quoteGo(value)}: must contain registry and repository`;
}

function extraPart({ tag, digest }: ImageReference): string | undefined {
  return digest === undefined ? (tag === undefined ? undefined : 'tag') : 'digest';
}

/** Whether the first component is a registry, not the first component of a repository. */
function hasRegistry({ name }: ImageReference): boolean {
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  return /[.:]/.test(first) || first === 'localhost';
}
