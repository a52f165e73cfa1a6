import { isValidMirror, isValidSource } from '../location/location.ts';
import { isValidScope } from '../location/scope.ts';
import { effectivePolicy, type MirrorSet, type MirrorSetKind } from '../mirror-set.ts';
import type { OperatorBehavior } from '../operator-behavior.ts';
import { quoteGo } from '../text/go-quote.ts';
import type { Contribution } from './mirror-lists.ts';

/**
 * A problem at which the operator stops before it merges anything. `message` is the operator's own text
 * (DOMAIN 2.2).
 */
export type ValidationProblem =
  | {
      readonly kind: 'invalid-insecure-registry' | 'invalid-blocked-registry';
      readonly scope: string;
      readonly index: number;
      readonly message: string;
    }
  | (Contribution & { readonly kind: 'invalid-source'; readonly message: string })
  | (Contribution & {
      readonly kind: 'invalid-mirror' | 'source-among-mirrors';
      readonly mirrorIndex: number;
      readonly message: string;
    })
  /** `other` is the first entry of the source, which sets the other policy. */
  | (Contribution & {
      readonly kind: 'conflicting-policy';
      readonly other: Contribution;
      readonly message: string;
    });

export interface ValidationInputs {
  readonly mirrorSets: readonly MirrorSet[];
  readonly insecure: readonly string[];
  /** The effective list (DOMAIN 4.1), not the one in image.config. */
  readonly blocked: readonly string[];
}

/** The operator's order of kinds. The order of objects within a kind is random in the operator. */
const kindOrder: readonly MirrorSetKind[] = [
  'ImageDigestMirrorSet',
  'ImageContentSourcePolicy',
  'ImageTagMirrorSet',
];

/** Returns every problem in the operator's order. The operator stops at the first one. */
export function validate(
  { mirrorSets, insecure, blocked }: ValidationInputs,
  behavior: OperatorBehavior,
): ValidationProblem[] {
  const problems: ValidationProblem[] = [
    ...invalidScopes('invalid-insecure-registry', 'insecure', insecure),
    ...invalidScopes('invalid-blocked-registry', 'blocked', blocked),
  ];
  const firstOfSource = new Map<string, Contribution>();
  for (const kind of kindOrder) {
    if (!behavior.readsKind[kind]) continue;
    for (const object of mirrorSets) {
      if (object.kind !== kind) continue;
      for (const entry of object.entries) {
        const first = firstOfSource.get(entry.source);
        const contribution = { object, entry };
        if (first === undefined) firstOfSource.set(entry.source, contribution);
        pushProblemsOfEntry(problems, contribution, first, behavior);
      }
    }
  }
  return problems;
}

/**
 * Returns the problems that the operator finds in one entry.
 *
 * @param first the first entry of the same source in the operator's order, including entries without mirrors;
 * undefined if `contribution` is the first
 */
export function problemsOfEntry(
  contribution: Contribution,
  first: Contribution | undefined,
  behavior: OperatorBehavior,
): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  pushProblemsOfEntry(problems, contribution, first, behavior);
  return problems;
}

function pushProblemsOfEntry(
  problems: ValidationProblem[],
  contribution: Contribution,
  first: Contribution | undefined,
  behavior: OperatorBehavior,
): void {
  const { source, mirrors } = contribution.entry;
  const policy = effectivePolicy(contribution.entry);
  const sourceMessage = locationMessage(source, 'source', behavior);
  if (sourceMessage !== undefined)
    problems.push({ kind: 'invalid-source', ...contribution, message: sourceMessage });
  if (first !== undefined && effectivePolicy(first.entry) !== policy) {
    const message =
      `conflicting mirrorSourcePolicy is set for the same source ${quoteGo(source)} in ` +
      `${behavior.conflictKinds}`;
    problems.push({ kind: 'conflicting-policy', ...contribution, other: first, message });
  }
  for (let mirrorIndex = 0; mirrorIndex < mirrors.length; mirrorIndex++) {
    const mirror = mirrors[mirrorIndex] ?? '';
    const mirrorMessage = locationMessage(mirror, 'mirror', behavior);
    if (mirrorMessage !== undefined)
      problems.push({ kind: 'invalid-mirror', ...contribution, mirrorIndex, message: mirrorMessage });
    if (policy === 'NeverContactSource' && mirror === source) {
      const message =
        `cannot set mirrorSourcePolicy: NeverContactSource if the source ${quoteGo(source)} is one of the ` +
        'mirrors';
      problems.push({ kind: 'source-among-mirrors', ...contribution, mirrorIndex, message });
    }
  }
}

function locationMessage(
  text: string,
  role: 'source' | 'mirror',
  { locationCheck }: OperatorBehavior,
): string | undefined {
  if (locationCheck === 'pattern') {
    const isValid = role === 'source' ? isValidSource(text) : isValidMirror(text);
    return isValid ? undefined : `invalid format for ${role} ${quoteGo(text)}`;
  }
  if (text === '') return `invalid empty entry for ${role} configuration`;
  return text.includes('*')
    ? `wildcard entries are not supported with mirror configuration ${quoteGo(text)}`
    : undefined;
}

function invalidScopes(
  kind: 'invalid-insecure-registry' | 'invalid-blocked-registry',
  list: 'insecure' | 'blocked',
  scopes: readonly string[],
): ValidationProblem[] {
  return scopes.flatMap((scope, index) =>
    isValidScope(scope)
      ? []
      : [{ kind, scope, index, message: `invalid entry for ${list} registries ${quoteGo(scope)}` }],
  );
}
