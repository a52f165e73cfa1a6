/**
 * Compares map keys in the order in which Go's yaml.v2 writes them (`keyList.Less`): letters after other
 * characters, numbers by value.
 */
export function compareNaturally(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1 || at >= right.length) return left.length - right.length;
  const [x = '', y = ''] = [left[at], right[at]];
  const byCode = (x.codePointAt(0) ?? 0) - (y.codePointAt(0) ?? 0);
  if (isLetter(x) && isLetter(y)) return byCode;
  if (isLetter(x) !== isLetter(y)) return isLetter(x) ? 1 : -1;
  // A zero inside a number counts by its position, so both sides get a digit in front of it.
  const carried = (x === '0' || y === '0') && endsWithNumber(left.slice(0, at)) ? '1' : '';
  const [leftDigits, rightDigits] = [digitsFrom(left, at), digitsFrom(right, at)];
  return (
    Number(carried + leftDigits) - Number(carried + rightDigits) ||
    leftDigits.length - rightDigits.length ||
    byCode
  );
}

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

function digitsFrom(characters: readonly string[], at: number): string {
  return /^[0-9]*/.exec(characters.slice(at).join(''))?.[0] ?? '';
}

/** Whether the text ends with digits that include one other than zero. */
function endsWithNumber(characters: readonly string[]): boolean {
  return /[1-9][0-9]*$/.test(characters.join(''));
}
