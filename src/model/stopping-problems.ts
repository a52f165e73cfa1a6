import type { EffectiveLists } from './files/blocked-registries.ts';
import type { PolicyProblem } from './files/policy-json.ts';
import { clashMessage, type WildcardClash } from './files/registries.ts';
import type { SignatureProblem } from './files/signature-locations.ts';
import type { ImagePolicy } from './image-policies.ts';
import type { MirrorSetsView } from './index/mirror-sets-view.ts';
import type { ValidationProblem } from './merge/validate.ts';
import type { ObjectRef } from './mirror-set.ts';
import type { OperatorBehavior } from './operator-behavior.ts';

/**
 * A problem because of which the operator applies no change in the whole cluster until it is corrected
 * (DOMAIN 2.4).
 */
export type StoppingProblem =
  | { readonly kind: 'unreadable-release-image' | 'crash-loop'; readonly message: string }
  /** Objects of kinds that early releases reject together. */
  | {
      readonly kind: 'mixed-kinds';
      readonly objects: readonly [policy: ObjectRef, mirrorSet: ObjectRef];
      readonly message: string;
    }
  | ValidationProblem
  | (WildcardClash & { readonly kind: 'wildcard-clash'; readonly message: string })
  | PolicyProblem
  /** If an image policy exists, the operator stops at a registries.conf that cannot be loaded. */
  | { readonly kind: 'unloadable-with-image-policy'; readonly policy: ImagePolicy; readonly message: string }
  | SignatureProblem;

/** The problems that the operator detects before it reads any mirror set. */
export function problemsOfLists({ failure }: EffectiveLists): readonly StoppingProblem[] {
  return failure === undefined || failure.kind === 'probe-failed'
    ? []
    : [{ kind: failure.kind, message: failure.message }];
}

/**
 * Early patch releases of 4.13 and 4.14 reject ImageContentSourcePolicies together with mirror sets (DOMAIN
 * 1.4).
 */
export function problemsOfKinds(
  mirrorSets: MirrorSetsView,
  { rejectsMixedKinds }: OperatorBehavior,
): readonly StoppingProblem[] {
  const policy = rejectsMixedKinds ? mirrorSets.firstObjectOf('ImageContentSourcePolicy') : undefined;
  if (policy === undefined) return [];
  return (['ImageDigestMirrorSet', 'ImageTagMirrorSet'] as const).flatMap((kind) => {
    const mirrorSet = mirrorSets.firstObjectOf(kind);
    const message = `error: both imagecontentsourcepolicy and ${kind.toLowerCase()} exist`;
    return mirrorSet === undefined ? [] : [{ kind: 'mixed-kinds', objects: [policy, mirrorSet], message }];
  });
}

export function problemsOfClashes(clashes: readonly WildcardClash[]): readonly StoppingProblem[] {
  return clashes.map((clash) => ({ kind: 'wildcard-clash', ...clash, message: clashMessage(clash) }));
}

const stages: readonly (readonly [string, ReadonlySet<StoppingProblem['kind']>])[] = [
  [
    'could not update registries config with new changes: ',
    new Set([
      'invalid-insecure-registry',
      'invalid-blocked-registry',
      'invalid-source',
      'invalid-mirror',
      'source-among-mirrors',
      'conflicting-policy',
      'wildcard-clash',
    ]),
  ],
  [
    'could not update policy json with new changes: ',
    new Set([
      'allowed-and-blocked',
      'invalid-allowed-registry',
      'signed-scope-not-allowed',
      'signed-scope-blocked',
    ]),
  ],
];

/**
 * The error that ends the controller's sync. If the error is about loading a temporary file, the log also
 * contains the name of that file.
 */
export function syncError(problem: StoppingProblem): string {
  if ('policy' in problem && 'scope' in problem && isOfNamespace(problem))
    return `could not update namespace policy JSON from imagepolicy: ${problem.message}`;
  const stage = stages.find(([, kinds]) => kinds.has(problem.kind));
  return `${stage?.[0] ?? ''}${problem.message}`;
}

function isOfNamespace({ kind, policy }: { kind: string; policy: ImagePolicy }): boolean {
  return kind.startsWith('signed-scope') && policy.namespace !== undefined;
}
