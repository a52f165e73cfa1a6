import { quote } from '../text/quote.ts';
import { endOfHostLabel, endOfPathComponent } from './location.ts';

/** A part of `host[:port][/path]` that the CRD's pattern rejects. */
export interface BadPart {
  readonly kind: 'host' | 'port' | 'path' | 'uppercase-path';
  /** Start of the part in the text. `end` is exclusive. */
  readonly at: number;
  readonly end: number;
  /** A predicate of the part: `starts or ends with a hyphen`. */
  readonly reason: string;
  /** The corrected value, if it is unambiguous. */
  readonly suggestion?: string;
}

/**
 * Returns the invalid parts between `start` and `end` of a text, from left to right: at most one each of
 * host, port and path. Copies only the reported parts, because the text can be megabytes long.
 */
export function findBadParts(text: string, start: number, end: number): readonly BadPart[] {
  const slashAt = text.indexOf('/', start);
  const hostEnd = slashAt === -1 || slashAt > end ? end : slashAt;
  const inHost = findInHost(text, start, hostEnd);
  if (hostEnd === end) return inHost;
  const at = firstBadPart(text, { start: hostEnd + 1, end, separator: '/' }, endOfPathComponent);
  return at === -1 ? inHost : [...inHost, badComponent(text, at, { start, end })];
}

function findInHost(text: string, start: number, hostEnd: number): readonly BadPart[] {
  const colon = text.indexOf(':', start);
  const labelsEnd = colon === -1 || colon > hostEnd ? hostEnd : colon;
  const found: BadPart[] = [];
  if (labelsEnd === start)
    found.push({
      kind: 'host',
      at: start,
      end: hostEnd,
      reason: hostEnd === start ? 'is empty' : 'has no name before the port',
    });
  else {
    const at = firstBadPart(text, { start, end: labelsEnd, separator: '.' }, endOfHostLabel);
    if (at !== -1) {
      const end = endOfPart(text, at, labelsEnd, '.');
      found.push({ kind: 'host', at, end, reason: whyNotLabel(text.slice(at, end)) });
    }
  }
  if (labelsEnd === hostEnd) return found;
  const port = text.slice(labelsEnd + 1, hostEnd);
  const reason = port === '' ? 'is empty' : 'is not a number';
  if (!/^[0-9]+$/.test(port)) found.push({ kind: 'port', at: labelsEnd + 1, end: hostEnd, reason });
  return found;
}

interface Parts {
  readonly start: number;
  readonly end: number;
  readonly separator: string;
}

/** Returns the start of the first invalid part; -1 if all are valid. */
function firstBadPart(
  text: string,
  { start, end, separator }: Parts,
  endOf: (text: string, at: number) => number,
): number {
  for (let at = start; ; ) {
    const partEnd = endOf(text, at);
    if (partEnd === end) return -1;
    if (partEnd === -1 || partEnd > end || text.charAt(partEnd) !== separator) return at;
    at = partEnd + 1;
  }
}

function endOfPart(text: string, at: number, end: number, separator: string): number {
  const next = text.indexOf(separator, at);
  return next === -1 || next > end ? end : next;
}

function badComponent(
  text: string,
  at: number,
  whole: { readonly start: number; readonly end: number },
): BadPart {
  const end = endOfPart(text, at, whole.end, '/');
  const component = text.slice(at, end);
  const lowered = component.toLowerCase();
  if (!/[A-Z]/.test(component) || endOfPathComponent(lowered, 0) !== lowered.length) {
    return { kind: 'path', at, end, reason: whyNotComponent(component) };
  }
  const slashAt = text.indexOf('/', whole.start);
  const suggestion = text.slice(whole.start, slashAt) + text.slice(slashAt, whole.end).toLowerCase();
  return { kind: 'uppercase-path', at, end, reason: 'has uppercase letters', suggestion };
}

function whyNotLabel(label: string): string {
  if (label === '') return 'is an empty label (two consecutive dots, or a leading or trailing dot)';
  if (label.startsWith('-') || label.endsWith('-')) return 'starts or ends with a hyphen';
  const bad = firstMatch(label, /[^A-Za-z0-9-]/u);
  return bad === undefined
    ? 'is not a host label'
    : `contains ${bad}; use only letters, digits and inner hyphens`;
}

function whyNotComponent(component: string): string {
  if (component === '') return 'is empty (two consecutive slashes)';
  const bad = firstMatch(component, /[^A-Za-z0-9._-]/u);
  if (bad !== undefined) return `contains ${bad}; use only a-z, 0-9 and the separators . _ __ -`;
  if (/[A-Z]/.test(component)) return 'has uppercase letters';
  if ('._-'.includes(component.charAt(0)) || '._-'.includes(component.charAt(component.length - 1)))
    return 'starts or ends with a separator';
  return 'has consecutive separators; use one dot, one or two underscores, or hyphens';
}

/**
 * Returns the first match, with the code point if it is not ASCII: some characters look like Latin letters,
 * and some are invisible.
 */
function firstMatch(text: string, pattern: RegExp): string | undefined {
  const character = pattern.exec(text)?.[0];
  if (character === undefined) return undefined;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80
    ? quote(character)
    : `${quote(character)} (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
}
