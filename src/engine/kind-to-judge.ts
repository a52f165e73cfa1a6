import { isMirrorSetKind, type MirrorSetKind } from '../domain/mirror-set.ts';

/** An ImageContentPolicy has the fields of an ImageContentSourcePolicy and no effect at all (DOMAIN 1.1); it is judged to say so. */
export function kindToJudge(kind: unknown): MirrorSetKind | undefined {
  if (kind === 'ImageContentPolicy') return 'ImageContentSourcePolicy';
  return isMirrorSetKind(kind) ? kind : undefined;
}
