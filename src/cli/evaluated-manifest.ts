import { evaluatedKind } from '../engine/intended-kind.ts';
import type { Manifest } from '../manifests/manifest.ts';
import type { GuardedKind } from '../rules/subject.ts';

export interface EvaluatedManifest extends Manifest {
  readonly evaluatedAs: GuardedKind;
}

/** Selects Image `cluster` and the mirror sets with any apiVersion; a rule reports a wrong apiVersion. */
export function pickEvaluated(manifests: readonly Manifest[]): readonly EvaluatedManifest[] {
  return manifests.flatMap((manifest) => {
    const evaluatedAs = evaluatedKind(manifest.object);
    return evaluatedAs === undefined ? [] : [{ ...manifest, evaluatedAs }];
  });
}
