const maxComparedLength = 40;

/**
 * Suggests the name that the user most likely meant. It differs only in letter case or by at most two edits,
 * and by at most one edit per three characters. Undefined if no name is similar. Cost: bounded, because names
 * longer than 40 characters are not compared.
 */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  if (given.length > maxComparedLength) return undefined;
  const written = given.toLowerCase();
  let nearest: string | undefined;
  let nearestDistance = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const candidate = name.toLowerCase();
    const limit = Math.min(2, Math.floor(name.length / 3));
    // The distance is at least the difference of the lengths, which excludes most names at once.
    if (Math.abs(written.length - candidate.length) > limit) continue;
    const distance = editDistance(written, candidate);
    if (distance > limit || distance >= nearestDistance) continue;
    nearest = name;
    nearestDistance = distance;
  }
  return nearest;
}

/**
 * The number of insertions, deletions and replacements that turn one text into the other (Levenshtein
 * distance).
 */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
