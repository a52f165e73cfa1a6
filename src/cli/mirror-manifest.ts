import { kindToJudge } from '../engine/kind-to-judge.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { MirrorSetKind } from '../model/mirror-set.ts';

export interface MirrorManifest extends Manifest {
  readonly judgedAs: MirrorSetKind;
}

/** Picks the mirror sets, with any apiVersion; a rule reports a wrong one. */
export function pickMirrorManifests(manifests: readonly Manifest[]): readonly MirrorManifest[] {
  return manifests.flatMap((manifest) => {
    const judgedAs = kindToJudge(manifest.object);
    return judgedAs === undefined ? [] : [{ ...manifest, judgedAs }];
  });
}
