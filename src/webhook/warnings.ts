import { count } from '../model/text/count.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import type { Finding } from '../policy/finding.ts';
import { describeOthers, type FindingGroup, groupFindings } from '../policy/group-findings.ts';
import type { AppliedMutation } from '../rules/mutations/index.ts';
import type { AdmissionDecision, Failure, Stage } from './decision.ts';
import { withAdvice, withoutDetails } from './message-parts.ts';
import { shorten, shortenValues, toOneLine } from './shorten.ts';

/** If the warnings of a request exceed 4096 characters, the API server truncates each to 256. */
const maxWarningLength = 256;
/** Names and values above this length are shortened in the middle. */
const maxValueLength = 60;
/** Both stages respond to one request, and other webhooks may warn as well. */
const maxTotalLength: Readonly<Record<Stage, number>> = { mutate: 1400, validate: 2200 };
/** Further mutations of one kind are summarized in one line. */
const maxSingleMutations = 3;

/** The warnings for the user, most important first; the last line counts the omitted ones. */
export function toWarnings(
  stage: Stage,
  { findings, mutations, failure, verdict }: AdmissionDecision,
): readonly string[] {
  const lines = [
    ...describeFailure(failure, verdict),
    ...describeMutations(mutations),
    ...describeFindings(findings, verdict),
  ];
  return withinLimits(lines, maxTotalLength[stage]);
}

/** Used in warnings and in denials. */
export const failureText: Readonly<Record<Failure, string>> = {
  deadline: 'mirrorguard could not evaluate this object before the webhook timeout',
  overload: 'mirrorguard received more requests than it could evaluate before the webhook timeout',
  unread: 'the request body did not arrive at mirrorguard before the webhook timeout',
  unrecorded: 'mirrorguard could not write the audit record of this request in time',
  'internal-error': 'mirrorguard could not evaluate this object because of an internal error; see its log',
};

function describeFailure(
  failure: Failure | undefined,
  verdict: AdmissionDecision['verdict'],
): readonly string[] {
  if (failure === undefined || verdict === 'deny') return [];
  const how = failure === 'unrecorded' ? '' : ' without evaluation';
  return [`${failureText[failure]}; the request was allowed${how}, as configured (mirrorguard)`];
}

function describeFindings(
  findings: readonly Finding[],
  verdict: AdmissionDecision['verdict'],
): readonly string[] {
  const warned = findings.filter(
    ({ severity, rule }) => severity === 'warn' && !(verdict === 'deny' && predictsRollout(rule)),
  );
  const checked = warned.filter(({ isUnchecked }) => isUnchecked !== true);
  return [...groupFindings(checked, objectOf).map(describeGroup), ...describeUnchecked(warned)];
}

/** A denied change has no effect on the nodes. */
function predictsRollout(rule: string): boolean {
  return rule.startsWith('rollout-');
}

function objectOf({ object }: Finding): string {
  return object === undefined ? '' : `${object.kind} ${object.name}`;
}

/** Ways to shorten a text, in this order: shorten values in the middle, then omit the path. */
const attempts = [
  { valueLength: maxValueLength, hasPath: true },
  { valueLength: 40, hasPath: true },
  { valueLength: maxValueLength, hasPath: false },
  { valueLength: 40, hasPath: false },
  { valueLength: 24, hasPath: false },
];

function describeGroup(group: FindingGroup<Finding>): string {
  const { rule, path } = group.first;
  const start = path === '' ? '' : `${shortenValues(path, maxValueLength)}: `;
  const suffix = ` (${rule})`;
  const room = maxWarningLength - suffix.length;
  const texts = textsOf(group).map(toOneLine);
  for (const text of texts) {
    for (const { valueLength, hasPath } of attempts) {
      const line = (hasPath ? start : '') + shortenValues(text, valueLength);
      if (line.length <= room) return line + suffix;
    }
  }
  return shorten(shortenValues(texts.at(-1) ?? '', 24), room) + suffix;
}

/** The text of a warning, then shorter variants. The fact, the advice and the number of findings remain. */
function textsOf(group: FindingGroup<Finding>): readonly string[] {
  const message = withAdvice(group.first);
  const others = describeOthers(group);
  const more = others === '' ? '' : `; and ${group.others.length} more`;
  const texts = [message, ...withoutDetails(message)].map((text) => text + more);
  return others === '' ? texts : [`${message}; ${others}`, ...texts];
}

/** One line for all missing facts, because they can prevent the evaluation of many rules. */
function describeUnchecked(warned: readonly Finding[]): readonly string[] {
  const unchecked = warned.filter(({ isUnchecked }) => isUnchecked === true);
  const [first, ...others] = unchecked;
  if (first === undefined) return [];
  const ids = unchecked.slice(0, 2).map(({ rule }) => rule);
  if (others.length > 1) ids.push(`and ${count(others.length - 1, 'more rule')}`);
  // If a rule lacks several facts, only the first is named: the others follow from it or other rules report
  // them.
  const reasons = new Set(unchecked.map(({ message }) => message.split('; ', 1)[0] ?? message));
  const [reason = ''] = reasons;
  const more = reasons.size > 1 ? `; and ${count(reasons.size - 1, 'more reason')}` : '';
  return [line(`${reason}${more}`, ids.join(', '))];
}

function describeMutations(mutations: readonly AppliedMutation[]): readonly string[] {
  const byId = Map.groupBy(mutations, ({ mutation }) => mutation);
  return [...byId].flatMap(([id, [first, ...others]]) => {
    if (first === undefined) return [];
    const separate = [first, ...others].map(({ path, message }) =>
      line(`${formatFieldPath(path)}: ${message}`, id),
    );
    if (separate.length <= maxSingleMutations) return separate;
    const where = `the first at ${formatFieldPath(first.path)}`;
    return [line(`changed ${separate.length} values, ${where}: ${first.message}`, id)];
  });
}

/** Shortens the text, never the rule id. */
function line(text: string, id: string): string {
  const suffix = ` (${id})`;
  return shorten(shortenValues(toOneLine(text), maxValueLength), maxWarningLength - suffix.length) + suffix;
}

function withinLimits(lines: readonly string[], maxLength: number): readonly string[] {
  const kept: string[] = [];
  let left = maxLength;
  for (const text of lines) {
    if (text.length > left) break;
    kept.push(text);
    left -= text.length;
  }
  const omitted = lines.length - kept.length;
  if (omitted > 0) kept.push(`and ${omitted} more warnings; run \`mirrorguard lint\` to list all of them`);
  return kept;
}
