/**
 * Parses sources and mirrors exactly as the CRDs accept them (DOMAIN 1.3), in one scan from left to right.
 * The regular expression of the CRDs is exponential in a backtracking engine and must not run here.
 */

/** A source can be a wildcard; a mirror cannot. */
export type LocationRole = 'source' | 'mirror';

/** A parsed source or mirror. `path` has no leading slash and is lowercase; `host` keeps its case. */
export type Location =
  | { readonly kind: 'wildcard'; readonly suffix: string }
  | { readonly kind: 'host'; readonly host: string; readonly port?: string }
  | { readonly kind: 'repository'; readonly host: string; readonly port?: string; readonly path: string };

const digit = 1;
const lower = 2;
const upper = 4;
const alphanumeric = digit | lower | upper;

/** Character classes of the 128 ASCII codes. Other characters have no class. */
const classes = new Uint8Array(128);
for (let code = 0x30; code <= 0x39; code++) classes[code] = digit;
for (let code = 0x61; code <= 0x7a; code++) classes[code] = lower;
for (let code = 0x41; code <= 0x5a; code++) classes[code] = upper;

const dot = 0x2e;
const hyphen = 0x2d;
const underscore = 0x5f;
const slash = 0x2f;
const colon = 0x3a;

function isIn(text: string, index: number, wanted: number): boolean {
  const code = text.charCodeAt(index); // NaN after the end
  return code < 128 && ((classes[code] ?? 0) & wanted) !== 0;
}

function skip(text: string, start: number, wanted: number): number {
  let index = start;
  while (isIn(text, index, wanted)) index++;
  return index;
}

/** Returns the index after the host label at `start`; -1 if no valid label starts there. */
export function endOfHostLabel(text: string, start: number): number {
  if (!isIn(text, start, alphanumeric)) return -1;
  let index = start + 1;
  while (isIn(text, index, alphanumeric) || text.charCodeAt(index) === hyphen) index++;
  return text.charCodeAt(index - 1) === hyphen ? -1 : index;
}

/**
 * Returns the index after the path component at `start`; -1 if no valid component starts there or if it ends
 * with a separator.
 */
export function endOfPathComponent(text: string, start: number): number {
  let index = start;
  for (;;) {
    const runEnd = skip(text, index, digit | lower);
    if (runEnd === index) return -1;
    const separatorEnd = endOfSeparator(text, runEnd);
    if (separatorEnd === runEnd) return runEnd;
    index = separatorEnd;
  }
}

/** Returns the index after a separator: one dot, one or two underscores, or any number of hyphens. */
function endOfSeparator(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === dot) return start + 1;
  if (code === underscore) return text.charCodeAt(start + 1) === underscore ? start + 2 : start + 1;
  let index = start;
  while (text.charCodeAt(index) === hyphen) index++;
  return index;
}

/** Returns the index after `label(.label)*`; -1 if no valid host starts there. */
function endOfHost(text: string, start: number): number {
  let index = endOfHostLabel(text, start);
  while (index !== -1 && text.charCodeAt(index) === dot) index = endOfHostLabel(text, index + 1);
  return index;
}

/**
 * In characters. Most values are shorter, and longer ones can exhaust the stack of the regular expression
 * engine.
 */
const maxOrdinaryLength = 128;

/**
 * Matches a subset of the CRD's pattern without ambiguity. Linear even in a backtracking engine, and four
 * times as fast as the scan.
 */
const ordinary =
  /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+(?::[0-9]+)?(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)+$/;

/**
 * Whether the text is a lowercase repository on a host with a domain, like most sources and mirrors. Such
 * text is valid.
 */
export function isOrdinary(text: string): boolean {
  return text.length <= maxOrdinaryLength && ordinary.test(text);
}

/** Whether the text matches the CRD's pattern for mirrors. Takes linear time and allocates no memory. */
export function isValidMirror(text: string): boolean {
  return isOrdinary(text) || scanMirror(text);
}

function scanMirror(text: string): boolean {
  let index = endOfHost(text, 0);
  if (index === -1) return false;
  if (text.charCodeAt(index) === colon) {
    const portEnd = skip(text, index + 1, digit);
    if (portEnd === index + 1) return false;
    index = portEnd;
  }
  while (text.charCodeAt(index) === slash) {
    index = endOfPathComponent(text, index + 1);
    if (index === -1) return false;
  }
  return index === text.length;
}

/** Whether the text matches the CRD's pattern for sources. Takes linear time and allocates no memory. */
export function isValidSource(text: string): boolean {
  return text.startsWith('*.') ? endOfHost(text, 2) === text.length : isValidMirror(text);
}

export function isValidLocation(text: string, role: LocationRole): boolean {
  return role === 'source' ? isValidSource(text) : isValidMirror(text);
}

/**
 * Parses a source or mirror; returns undefined if it is invalid (`findFaults` in location-faults.ts returns
 * the reason).
 */
export function parseLocation(text: string, role: LocationRole): Location | undefined {
  if (!isValidLocation(text, role)) return undefined;
  if (text.startsWith('*.')) return { kind: 'wildcard', suffix: text.slice(2) };
  const firstSlash = text.indexOf('/');
  const authority = firstSlash === -1 ? text : text.slice(0, firstSlash);
  const portAt = authority.indexOf(':');
  const host = portAt === -1 ? authority : authority.slice(0, portAt);
  const port = portAt === -1 ? {} : { port: authority.slice(portAt + 1) };
  return firstSlash === -1
    ? { kind: 'host', host, ...port }
    : { kind: 'repository', host, ...port, path: text.slice(firstSlash + 1) };
}

/**
 * Whether CRI-O interprets the first part of an image name as a host: it has a dot or a port, or is localhost
 * (DOMAIN 7.1). Otherwise, as in `mirror/team`, it is part of a repository of another registry.
 */
export function isQualifiedHost({ host, port }: { readonly host: string; readonly port?: string }): boolean {
  return port !== undefined || host.includes('.') || host === 'localhost';
}
