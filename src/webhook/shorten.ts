/** At most `maxLength` UTF-16 units, including the ellipsis; never splits a surrogate pair. */
export function shorten(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const end = maxLength - 1;
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}

const controls = /[\p{Cc}\u2028\u2029]+/u;
const allControls = new RegExp(controls, 'gu');

/** Removes line breaks and control characters: the API server drops a warning that has one, and a header cannot hold one. */
export function toOneLine(text: string): string {
  if (!controls.test(text) && text.isWellFormed()) return text;
  return text.toWellFormed().replace(allControls, ' ');
}
