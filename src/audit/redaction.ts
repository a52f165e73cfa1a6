import { isJsonObject, type Json } from '../model/json.ts';

const hidden = '***';

/** `https://` before a location. Any other text before a colon can be a user name. */
const scheme = /^(?:https?|docker|oci):\/\//i;
/** The text after an `@` that starts a digest. */
const digestStart = 'sha256:';

/**
 * Redacts a location by position: the user info, which ends at the last `@` not followed by `sha256:`, and
 * everything after `?`. The text need not be a valid location.
 */
export function redactLocation(text: string): string {
  const { start, userEnd, queryStart } = secretPartsOf(text);
  if (userEnd === 0 && queryStart === text.length) return text;
  const shown = `${text.slice(0, start)}${userEnd === 0 ? '' : hidden}`;
  const location = text.slice(userEnd === 0 ? start : userEnd, queryStart);
  return `${shown}${location}${queryStart === text.length ? '' : `?${hidden}`}`;
}

/** Redacts every string of a JSON value that contains a location. */
export function redactValue(value: Json): Json {
  if (typeof value === 'string') return redactLocation(value);
  if (Array.isArray(value)) return value.map(redactValue);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [redactLocation(key), redactValue(member ?? null)]),
  );
}

interface SecretParts {
  /** The offset after the scheme. */
  readonly start: number;
  /** Position of the `@` that ends the user info; 0 without user info. */
  readonly userEnd: number;
  /** Position of the `?`; the length without one. */
  readonly queryStart: number;
}

function secretPartsOf(text: string): SecretParts {
  const start = scheme.exec(text)?.[0].length ?? 0;
  let userEnd = text.length;
  do userEnd = userEnd === 0 ? -1 : text.lastIndexOf('@', userEnd - 1);
  while (userEnd !== -1 && text.startsWith(digestStart, userEnd + 1));
  // A password can contain a `?`, so the query starts after the user info.
  const query = text.indexOf('?', Math.max(userEnd, 0));
  return { start, userEnd: Math.max(userEnd, 0), queryStart: query === -1 ? text.length : query };
}

/** A quoted value; quotes and backslashes inside it are escaped. */
const quoted = /"(?:[^"\\]|\\.)*"/g;
/** A value without quotes. */
const bare = /[^\s"]+/g;
/** A `?` at the end of a word ends a question and starts no query. */
const questionEnd = /\?[).,;:]*$/;

/**
 * Strings with credentials in the objects of a request. `many`: too many to compare, so messages omit all
 * quoted text.
 */
export type Credentials = readonly string[] | 'many';

const maxCredentials = 100;
const maxCredentialBytes = 64 * 1024;

/** Cost: linear in the size of the objects. */
export function credentialsIn(...objects: readonly (Json | undefined)[]): Credentials {
  const texts = new Set<string>();
  for (const object of objects) if (object !== undefined) collectCredentials(object, texts);
  let bytes = 0;
  for (const text of texts) bytes += text.length;
  return texts.size > maxCredentials || bytes > maxCredentialBytes ? 'many' : [...texts];
}

interface Secret {
  readonly text: string;
  readonly lowerCase: string;
  readonly parts: SecretParts;
}

/** Redacts the locations in a message, and each quoted part of a credential. */
export class Redaction {
  private readonly secrets: readonly Secret[];
  private readonly redactsAllQuotes: boolean;

  constructor(credentials: Credentials) {
    this.redactsAllQuotes = credentials === 'many';
    const texts = credentials === 'many' ? [] : credentials;
    this.secrets = texts.map((text) => ({ text, lowerCase: text.toLowerCase(), parts: secretPartsOf(text) }));
  }

  redact(message: string): string {
    if (!this.redactsAllQuotes && this.secrets.length === 0 && !/[@?]/.test(message)) return message;
    let redacted = '';
    let end = 0;
    for (const { 0: part, index } of message.matchAll(quoted)) {
      redacted += message.slice(end, index).replace(bare, redactBare) + this.redactQuoted(part);
      end = index + part.length;
    }
    return redacted + message.slice(end).replace(bare, redactBare);
  }

  private redactQuoted(part: string): string {
    if (this.redactsAllQuotes) return JSON.stringify(hidden);
    const text = unquote(part);
    const isWhole = this.secrets.some((secret) => secret.text === text);
    const redacted = !isWhole && this.hasSecret(text) ? hidden : redactLocation(text);
    return redacted === text ? part : JSON.stringify(redacted);
  }

  /**
   * A message can quote only the invalid component, quote it in lower case, or shorten a long value in the
   * middle.
   */
  private hasSecret(text: string): boolean {
    const pieces = text
      .toLowerCase()
      .split('…')
      .filter((piece) => /[^@?:/]/.test(piece));
    return pieces.some((piece) => this.secrets.some((secret) => touchesSecret(piece, secret)));
  }
}

/** Whether any occurrence of the piece in the location overlaps its user info or query. */
function touchesSecret(piece: string, { lowerCase, parts: { start, userEnd, queryStart } }: Secret): boolean {
  for (let at = lowerCase.indexOf(piece); at !== -1; at = lowerCase.indexOf(piece, at + 1)) {
    const end = at + piece.length;
    if (end > queryStart || (at < userEnd && end > start)) return true;
  }
  return false;
}

function redactBare(word: string): string {
  const [end = ''] = questionEnd.exec(word) ?? [];
  return redactLocation(word.slice(0, word.length - end.length)) + end;
}

function unquote(part: string): string {
  try {
    return JSON.parse(part) as string;
  } catch {
    return part.slice(1, -1);
  }
}

/** Recursive: only for objects from `readJson`, which bounds the depth. */
function collectCredentials(value: Json, texts: Set<string>): void {
  if (texts.size > maxCredentials) return;
  if (typeof value === 'string') {
    if (hasCredentials(value)) texts.add(value);
  } else if (Array.isArray(value)) {
    for (const element of value) collectCredentials(element, texts);
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      if (hasCredentials(key)) texts.add(key);
      collectCredentials(value[key] ?? null, texts);
    }
  }
}

function hasCredentials(text: string): boolean {
  if (!/[@?]/.test(text)) return false;
  const { userEnd, queryStart } = secretPartsOf(text);
  return userEnd > 0 || queryStart < text.length;
}
