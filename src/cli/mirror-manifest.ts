import { intendedKind } from '../engine/intended-kind.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { MirrorSetKind } from '../model/mirror-set.ts';

export interface MirrorManifest extends Manifest {
  readonly evaluatedAs: MirrorSetKind;
}

/** Picks the mirror sets, with any apiVersion; a rule reports a wrong one. */
export function pickMirrorManifests(manifests: readonly Manifest[]): readonly MirrorManifest[] {
  return manifests.flatMap((manifest) => {
    const evaluatedAs = intendedKind(manifest.object);
    return evaluatedAs === undefined ? [] : [{ ...manifest, evaluatedAs }];
  });
}
