import { Random } from '../random.ts';
import type { VectorInput } from '../vector.ts';
import { changeCorner } from './change.ts';
import { nestingCorner } from './nesting.ts';
import { oddTextCorner } from './odd-text.ts';
import { orderCorner } from './order.ts';
import { payloadCorner } from './payload.ts';
import { referencesCorner } from './references.ts';

/** Corner cases that random worlds rarely contain. */
const corners = {
  payload: payloadCorner,
  order: orderCorner,
  nesting: nestingCorner,
  'odd text': oddTextCorner,
  references: referencesCorner,
  change: changeCorner,
};

export const cornerNames = Object.keys(corners) as readonly (keyof typeof corners)[];

/** The corner case for a seed: the same seed gives the same world. */
export function cornerCluster(corner: keyof typeof corners, seed: number): VectorInput {
  return corners[corner](new Random(seed));
}
