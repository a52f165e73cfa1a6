import { editDistance } from '../model/text/nearest-name.ts';

/** Shorter parts occur in too many names. */
const minPartLength = 4;

/**
 * The candidate with the smallest edit distance from a mistyped word, otherwise the shortest candidate that
 * contains the word. Tolerates more differences than the check of manifests, because the result is only a
 * suggestion.
 */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const written = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(written, candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  if (best !== undefined || word.length < minPartLength) return best;
  return candidates
    .filter((candidate) => candidate.toLowerCase().includes(written))
    .sort((a, b) => a.length - b.length)[0];
}

/** ` Did you mean "x"?`, or an empty text. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = closest(word, candidates);
  return candidate === undefined ? '' : ` Did you mean ${candidate}?`;
}
