import type { ImagePolicy } from '../../model/image-policies.ts';
import { enclosingAmong } from '../../model/location/scope.ts';

/** A scope of an image policy, with the source whose mirrors its images are pulled from. */
export interface SignedSource {
  readonly policy: ImagePolicy;
  readonly scope: string;
  readonly source: string;
}

interface SourceLookup {
  has(source: string): boolean;
  /** The source whose entry applies to a name. */
  matching(name: string): string | undefined;
}

/**
 * The sources that match scopes whose images need a signature, or are inside them (DOMAIN 8.6). Cost:
 * proportional to both lists and to the result.
 */
export function signedSourcesAmong(
  touched: readonly string[],
  policies: readonly ImagePolicy[],
  after: SourceLookup,
): readonly SignedSource[] {
  const byScope = new Map<string, string[]>();
  for (const { scopes } of policies) for (const scope of scopes) byScope.set(scope, []);
  const listed = new Set(byScope.keys());
  const decidedBy = Map.groupBy(listed, (scope) => after.matching(scope));
  for (const source of touched) {
    if (!after.has(source)) continue;
    const enclosing = enclosingAmong(source, listed);
    const decided = decidedBy.get(source) ?? none;
    for (const scope of decided.length === 0 ? enclosing : new Set([...enclosing, ...decided]))
      byScope.get(scope)?.push(source);
  }
  return policies.flatMap((policy) =>
    policy.scopes.flatMap((scope) =>
      (byScope.get(scope) ?? none).map((source) => ({ policy, scope, source })),
    ),
  );
}

const none: readonly never[] = [];
