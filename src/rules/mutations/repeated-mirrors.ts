import { isValidMirror } from '../../model/location/location.ts';
import { quote } from '../../model/text/quote.ts';
import type { DraftEntry } from './mutation.ts';

/** The mirrors that occur earlier in the list. Malformed mirrors are excluded; their author corrects them. */
export function* repeatedMirrors({
  mirrors,
}: DraftEntry): Generator<{ readonly index: number; readonly message: string }> {
  const seen = new Set<unknown>();
  for (const [index, mirror] of mirrors.entries()) {
    if (typeof mirror !== 'string') continue;
    if (!seen.has(mirror)) seen.add(mirror);
    else if (isValidMirror(mirror)) yield { index, message: `removed the duplicate mirror ${quote(mirror)}` };
  }
}
