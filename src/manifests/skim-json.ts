import { isJsonObject } from '../model/json.ts';

/** Deeper than any API object. The parser with positions reports deeper values. */
const maxLevels = 100;

/**
 * The value of a JSON text without positions. Undefined for any other text and for duplicate keys, which
 * `JSON.parse` accepts silently. Never throws. Cost: linear, about a hundredth of the time of a YAML parser.
 */
export function skimJson(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return countKeys(value) === countWrittenKeys(text) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** NaN for a value that is too deep. */
function countKeys(value: unknown, levels = maxLevels): number {
  if (levels === 0) return Number.NaN;
  if (Array.isArray(value))
    return value.reduce((sum: number, element) => sum + countKeys(element, levels - 1), 0);
  if (!isJsonObject(value)) return 0;
  let count = 0;
  for (const name in value) count += 1 + countKeys(value[name], levels - 1);
  return count;
}

/** Counts the strings before a colon; requires valid JSON. */
function countWrittenKeys(text: string): number {
  let count = 0;
  let start = text.indexOf('"');
  while (start !== -1) {
    let at = endOfString(text, start) + 1;
    while (isBlank(text.charCodeAt(at))) at++;
    if (text[at] === ':') count++;
    start = text.indexOf('"', at);
  }
  return count;
}

/** The position of the closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
