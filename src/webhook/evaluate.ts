import { findExcess } from '../kubernetes/structure/limits.ts';
import type { ClusterFacts } from '../model/facts.ts';
import type { Json } from '../model/json.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import { evaluateWrite } from '../policy/evaluate-write.ts';
import { isExemptRequester } from '../policy/exempt-requesters.ts';
import { type Collision, type MutatedObject, mutateObject, toJsonPatch } from '../rules/mutations/index.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { WrittenObject } from '../rules/subject.ts';
import {
  type AdmissionDecision,
  allowed,
  boundFindings,
  ignored,
  noFindings,
  type Stage,
} from './decision.ts';
import { toOriginalPaths } from './original-paths.ts';
import {
  type AdmissionRequest,
  type ImageRequest,
  isImageRequest,
  isMirrorSetRequest,
  leavesSpecUnchanged,
  type MirrorSetRequest,
} from './request.ts';
import { toImageSubject, toSubject } from './subject.ts';

/** All inputs of a decision except the request. */
export interface EvaluationContext {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  /** Ids of the enabled mutations. */
  readonly mutations: ReadonlySet<string>;
  readonly facts: ClusterFacts;
  /** Wall clock, milliseconds since 1970; decides whether exemptions have expired. */
  readonly nowMs: number;
}

/** Pure: an equal request and context give an equal decision. */
export function evaluateRequest(
  stage: Stage,
  request: AdmissionRequest,
  context: EvaluationContext,
): AdmissionDecision {
  if (!isMirrorSetRequest(request) && !isImageRequest(request)) return ignored;
  if (isExempt(request, context.enforcement)) return ignored;
  if (leavesSpecUnchanged(request)) return allowed;
  if (isImageRequest(request)) return stage === 'mutate' ? ignored : evaluateImage(request, context);
  return stage === 'mutate' ? evaluateMutate(request, context) : evaluateValidate(request, context);
}

/** Whether the policy allows the writes of the requester without evaluation. */
export function isExempt(
  { user, operation }: AdmissionRequest,
  { exemptRequesters = [] }: Enforcement,
): boolean {
  return isExemptRequester(exemptRequesters, user, operation);
}

function evaluateMutate(request: MirrorSetRequest, context: EvaluationContext): AdmissionDecision {
  // The API server rejects a patch on DELETE.
  if (request.operation === 'DELETE') return ignored;
  const { object, mutations, collisions } = applyMutations(request, context);
  const mutated = { ...request, object, collisions };
  const formatRules = context.rules.filter(({ meta }) => meta.category === 'format');
  if (evaluate(mutated, formatRules, context).verdict === 'allow')
    return { ...allowed, mutations, patch: toJsonPatch(mutations) };
  // The CRD would reject a malformed object next and quote a regular expression (DOMAIN 1.6), so deny it here
  // with every finding.
  const denied = evaluate(mutated, context.rules, context);
  const toOriginal = toOriginalPaths(mutations);
  return {
    ...denied,
    findings: denied.findings.map((finding) => ({ ...finding, path: toOriginal(finding.path) })),
  };
}

function evaluateValidate(request: MirrorSetRequest, context: EvaluationContext): AdmissionDecision {
  return evaluate(request, context.rules, context);
}

function evaluateImage(request: ImageRequest, context: EvaluationContext): AdmissionDecision {
  return evaluateSubject(toImageSubject(request), request, context.rules, context);
}

function applyMutations(
  { kind: { kind }, object, oldObject }: MirrorSetRequest,
  { mutations }: EvaluationContext,
): MutatedObject<Json | undefined> {
  return findExcess(kind, object, oldObject) === undefined
    ? mutateObject(kind, object, { enabled: mutations, stored: oldObject })
    : { object, mutations: [], collisions: [] };
}

function evaluate(
  request: MirrorSetRequest & { readonly collisions?: readonly Collision[] },
  rules: readonly AnyRule[],
  context: EvaluationContext,
): AdmissionDecision {
  const { kind, operation, object, oldObject, name, collisions } = request;
  const subject = toSubject({ kind: kind.kind, operation, object, oldObject, name, problems: collisions });
  return evaluateSubject(subject, request, rules, context);
}

function evaluateSubject(
  subject: WrittenObject,
  { user }: AdmissionRequest,
  rules: readonly AnyRule[],
  { enforcement, facts, nowMs }: EvaluationContext,
): AdmissionDecision {
  const { outcomes, ...decision } = evaluateWrite(subject, {
    rules,
    enforcement,
    facts,
    host: 'admission',
    origin: { requester: user, nowMs },
  });
  const notEvaluated = outcomes.flatMap(({ status, rule }) =>
    status === 'not-evaluated' || status === 'errored' ? [rule.id] : [],
  );
  return { ...noFindings, ...decision, ...boundFindings(decision.findings), notEvaluated };
}
