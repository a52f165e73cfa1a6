import { cornerNames, cornerWorld } from './corners/index.ts';
import type { NamedInput } from './oracle-binary.ts';
import { randomWorld } from './worlds.ts';

/**
 * The world for a seed, which makes a failure reproducible. Even seeds give random worlds; odd seeds give the
 * corner cases in turn.
 */
export function worldOf(seed: number): NamedInput {
  const corner = seed % 2 === 0 ? undefined : cornerNames[Math.floor(seed / 2) % cornerNames.length];
  if (corner === undefined) return { name: `world ${seed}`, input: randomWorld(seed) };
  return { name: `world ${seed} (${corner})`, input: cornerWorld(corner, seed) };
}
