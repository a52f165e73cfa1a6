/** At most `longest` UTF-16 units, an ellipsis included; never half a character. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = longest - 1;
  const splitsPair = /[\ud800-\udbff]/.test(text.charAt(end - 1));
  return `${text.slice(0, splitsPair ? end - 1 : end)}…`;
}

const controls = /[\p{Cc}\u2028\u2029]+/u;
const allControls = new RegExp(controls, 'gu');

/** One line: the API server drops a warning that holds a control character, and a header cannot hold one. */
export function toOneLine(text: string): string {
  if (!controls.test(text) && text.isWellFormed()) return text;
  return text.toWellFormed().replace(allControls, ' ');
}
