import { cornerCluster, cornerNames } from './corners/index.ts';
import type { NamedInput } from './oracle-binary.ts';
import { randomCluster } from './worlds.ts';

/**
 * The world for a seed, which makes a failure reproducible. Even seeds give random worlds; odd seeds give the
 * corner cases in turn.
 */
export function worldOf(seed: number): NamedInput {
  const corner = seed % 2 === 0 ? undefined : cornerNames[Math.floor(seed / 2) % cornerNames.length];
  if (corner === undefined) return { name: `world ${seed}`, input: randomCluster(seed) };
  return { name: `world ${seed} (${corner})`, input: cornerCluster(corner, seed) };
}
