import { endOfHostLabel, endOfPathComponent } from './location.ts';

/** A pull reference as in containers/image: host and repository, with a tag, a digest or both. */
export interface ImageReference {
  /** Host and repository: `docker.io/library/nginx`. */
  readonly name: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
}

export type ParsedReference =
  | { readonly kind: 'reference'; readonly reference: ImageReference }
  | { readonly kind: 'invalid'; readonly message: string };

const maxNameLength = 255;

/**
 * Parses a reference as users write it: `nginx` becomes `docker.io/library/nginx` (DOMAIN 7.1). Keeps tag and
 * digest. Never throws; linear in the length of the text.
 */
export function parseReference(text: string): ParsedReference {
  if (/^[a-f0-9]{64}$/.test(text))
    return invalid(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  const { host, rest } = splitHost(text);
  const colon = rest.indexOf(':');
  const repository = colon === -1 ? rest : rest.slice(0, colon);
  if (repository.toLowerCase() !== repository)
    return invalid('invalid reference format: repository name must be lowercase');
  return parseParts(`${host}/${rest}`);
}

/**
 * Parses a reference in canonical form; a reference that `parseReference` would expand is invalid (DOMAIN
 * 7.5).
 */
export function parseCanonicalReference(text: string): ParsedReference {
  const parsed = parseReference(text);
  if (parsed.kind === 'invalid' || formatReference(parsed.reference) === text) return parsed;
  return invalid('repository name must be canonical');
}

/** Parses a reference without expanding it: `nginx` stays `nginx`. */
export function parseLiteralReference(text: string): ParsedReference {
  return text === '' ? invalid('repository name must have at least one component') : parseParts(text);
}

export function formatReference({ name, tag, digest }: ImageReference): string {
  return `${name}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** The reference that the kubelet requests: with the tag `latest` if it has neither tag nor digest. */
export function withDefaultTag(reference: ImageReference): ImageReference {
  return reference.tag === undefined && reference.digest === undefined
    ? { ...reference, tag: 'latest' }
    : reference;
}

/** CRI-O drops the tag from a reference with tag and digest. */
export function withoutRedundantTag(reference: ImageReference): ImageReference {
  return reference.digest === undefined ? reference : { name: reference.name, digest: reference.digest };
}

function splitHost(text: string): { host: string; rest: string } {
  const slash = text.indexOf('/');
  const first = slash === -1 ? '' : text.slice(0, slash);
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const host = isHost ? first : 'docker.io';
  const rest = isHost ? text.slice(slash + 1) : text;
  if (host !== 'docker.io' && host !== 'index.docker.io') return { host, rest };
  return { host: 'docker.io', rest: rest.includes('/') ? rest : `library/${rest}` };
}

function parseParts(text: string): ParsedReference {
  const reference = splitReference(text);
  const { name, tag, digest } = reference;
  const hasFormat = (tag === undefined || isTag(tag)) && (digest === undefined || isDigestLike(digest));
  if (!hasFormat || !isName(name)) {
    return invalid(
      hasFormat && isName(name.toLowerCase())
        ? 'repository name must be lowercase'
        : 'invalid reference format',
    );
  }
  if (name.length > maxNameLength) return invalid('repository name must not be more than 255 characters');
  const digestFault = digest === undefined ? undefined : findDigestFault(digest);
  if (digestFault !== undefined) return invalid(digestFault);
  return { kind: 'reference', reference };
}

/** Splits at the first `@`, and at the first colon after the last slash. */
function splitReference(text: string): ImageReference {
  const at = text.indexOf('@');
  const digest = at === -1 ? undefined : text.slice(at + 1);
  const named = at === -1 ? text : text.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  return {
    name: colon === -1 ? named : named.slice(0, colon),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

/**
 * Whether the text is `host[:port]/component…` or only components. The first component need not be a valid
 * host.
 */
function isName(name: string): boolean {
  const slash = name.indexOf('/');
  if (slash === -1) return isPath(name);
  return (isHostAndPort(name.slice(0, slash)) && isPath(name.slice(slash + 1))) || isPath(name);
}

function isHostAndPort(text: string): boolean {
  let index = endOfHostLabel(text, 0);
  while (index !== -1 && text.charAt(index) === '.') index = endOfHostLabel(text, index + 1);
  return index === text.length || (index !== -1 && /^:[0-9]+$/.test(text.slice(index)));
}

function isPath(text: string): boolean {
  return text.split('/').every((component) => endOfPathComponent(component, 0) === component.length);
}

function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(text);
}

/** Whether the text is `algorithm:` followed by at least 32 hexadecimal digits. */
function isDigestLike(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon === -1 || !/^[0-9a-fA-F]{32,}$/.test(text.slice(colon + 1))) return false;
  return text
    .slice(0, colon)
    .split(/[-_+.]/)
    .every((part) => /^[A-Za-z][A-Za-z0-9]*$/.test(part));
}

const digestLengths: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

function findDigestFault(digest: string): string | undefined {
  const colon = digest.indexOf(':');
  const algorithm = digest.slice(0, colon);
  const length = Object.hasOwn(digestLengths, algorithm) ? digestLengths[algorithm] : undefined;
  if (length === undefined) return 'unsupported digest algorithm';
  const encoded = digest.slice(colon + 1);
  if (encoded.length !== length) return 'invalid checksum digest length';
  return /^[0-9a-f]*$/.test(encoded) ? undefined : 'invalid checksum digest format';
}

function invalid(message: string): ParsedReference {
  return { kind: 'invalid', message };
}
