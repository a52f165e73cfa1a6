import { cornerNames, cornerWorld } from './corners/index.ts';
import type { NamedInput } from './oracle-binary.ts';
import { randomWorld } from './worlds.ts';

/** The world of a number, so that one can be looked at again: every other one is drawn without a plan, the rest from the corners in turn. */
export function worldOf(seed: number): NamedInput {
  const corner = seed % 2 === 0 ? undefined : cornerNames[Math.floor(seed / 2) % cornerNames.length];
  if (corner === undefined) return { name: `world ${seed}`, input: randomWorld(seed) };
  return { name: `world ${seed} (${corner})`, input: cornerWorld(corner, seed) };
}
