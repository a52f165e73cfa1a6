/** At most `maxLength` UTF-16 units, including the ellipsis; never splits a surrogate pair. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = maxLength - 1;
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}

const controls = /[\p{Cc}\u2028\u2029]+/u;
const allControls = new RegExp(controls, 'gu');

/**
 * Removes line breaks and control characters: the API server drops a warning that contains one, and a header
 * cannot contain one.
 */
export function toOneLine(text: string): string {
  if (!controls.test(text) && text.isWellFormed()) return text;
  return text.toWellFormed().replace(allControls, ' ');
}

/** Quoted text can be an error message; a value with spaces is rarely long. */
const quoted = /"(?:[^"\\]|\\.)*"/gu;
const word = /[^\s"]+/gu;
const maxPhraseLength = 100;

/** Leaves out the middle of names and values above `maxLength` characters. */
export function shortenValues(text: string, maxLength: number): string {
  return text
    .replace(quoted, (value) =>
      /\s/.test(value)
        ? `"${shortenMiddle(value.slice(1, -1), Math.max(maxLength, maxPhraseLength))}"`
        : value,
    )
    .replace(word, (value) => shortenMiddle(value, maxLength));
}

/** Keeps more of the start, where the host is, than of the end. */
function shortenMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = Math.floor(maxLength * 0.4);
  return toWhole(`${text.slice(0, maxLength - 1 - end)}\u2026${text.slice(text.length - end)}`);
}

const halfCharacter = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Removes half of a surrogate pair that truncation leaves. */
function toWhole(text: string): string {
  return text.isWellFormed() ? text : text.replace(halfCharacter, '');
}
