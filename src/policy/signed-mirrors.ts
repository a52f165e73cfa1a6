import type { MirrorSetsView } from '../domain/cluster-index/mirror-sets-view.ts';
import type { ImagePolicy } from '../domain/image-policies.ts';
import { isNestedInside } from '../domain/scope.ts';

/** A scope of a ClusterImagePolicy, with the source whose mirrors its images are pulled from. */
export interface SignedSource {
  readonly policy: string;
  readonly scope: string;
  readonly source: string;
}

/** Where the sources that a write touches meet scopes whose images need a signature (DOMAIN 8.6). */
export function signedSourcesAmong(
  touched: readonly string[],
  policies: readonly ImagePolicy[],
  after: MirrorSetsView,
): readonly SignedSource[] {
  const found: SignedSource[] = [];
  for (const { name, scopes } of policies) {
    for (const scope of scopes) {
      const deciding = after.sourcesMatching(scope)[0];
      for (const source of touched) {
        if (!after.has(source)) continue;
        if (source === deciding || isNestedInside(source, scope)) found.push({ policy: name, scope, source });
      }
    }
  }
  return found;
}
