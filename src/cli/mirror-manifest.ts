import { kindToJudge } from '../engine/kind-to-judge.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { MirrorSetKind } from '../model/mirror-set.ts';

/** A manifest that is judged. */
export interface MirrorManifest extends Manifest {
  readonly judgedAs: MirrorSetKind;
}

/** Picks what is judged, whatever apiVersion it claims; a rule says when that is wrong. */
export function pickMirrorManifests(manifests: readonly Manifest[]): readonly MirrorManifest[] {
  return manifests.flatMap((manifest) => {
    const judgedAs = kindToJudge(manifest.object);
    return judgedAs === undefined ? [] : [{ ...manifest, judgedAs }];
  });
}
