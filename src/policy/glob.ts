/**
 * Whether `pattern` matches the whole `text`; `*` matches any text. Cost: O(pattern × text) in the worst
 * case. It backtracks only to the last `*`.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let at = 0;
  let of = 0;
  let star = -1;
  let resumeAt = 0;
  while (at < text.length) {
    if (pattern[of] === '*') {
      star = of++;
      resumeAt = at;
    } else if (pattern[of] === text[at]) {
      of++;
      at++;
    } else if (star !== -1) {
      of = star + 1;
      at = ++resumeAt;
    } else return false;
  }
  while (pattern[of] === '*') of++;
  return of === pattern.length;
}
