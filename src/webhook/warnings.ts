import type { Stage } from '../audit/audit-record.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import type { Finding } from '../policy/decide.ts';
import type { Repair } from '../rules/mutations/index.ts';
import type { Ruling } from './ruling.ts';
import { shorten, toOneLine } from './shorten.ts';

/** The API server cuts each warning to 256 characters once all warnings of a request pass 4096, and drops what comes after that. */
const longestWarning = 256;
/** Both stages answer for one request, and other webhooks may warn as well. */
const longestOfAll: Readonly<Record<Stage, number>> = { mutate: 1400, validate: 2200 };
/** From here on repairs of one kind become one line. */
const mostSingleRepairs = 3;

/** What the user is told beside the verdict, most important first; a last line says how much was left out. */
export function toWarnings(stage: Stage, { findings, repairs, failure, verdict }: Ruling): readonly string[] {
  const lines = [
    ...describeFailure(failure, verdict),
    ...describeRepairs(repairs),
    ...describeFindings(findings, verdict),
  ];
  return withinLimits(lines, longestOfAll[stage]);
}

function describeFailure(failure: Ruling['failure'], verdict: Ruling['verdict']): readonly string[] {
  if (failure === undefined || verdict === 'deny') return [];
  const how = failure === 'unrecorded' ? 'all the same' : 'unjudged';
  return [`${failureText[failure]}; it was let through ${how}, as configured (mirrorguard)`];
}

/** Read on their own and inside a refusal. */
export const failureText: Readonly<Record<NonNullable<Ruling['failure']>, string>> = {
  deadline: 'mirrorguard could not judge this object before the API server would have given up',
  unread: 'this object had not arrived at mirrorguard as a whole before the API server would have given up',
  unrecorded: 'mirrorguard has judged this object, but its audit log has not kept the decision in time',
  'internal-error':
    'mirrorguard could not judge this object because of a fault of its own; its log has the cause',
};

function describeFindings(findings: readonly Finding[], verdict: Ruling['verdict']): readonly string[] {
  const told = findings.filter(({ severity }) => severity === 'warn');
  const checked = told.filter(({ isUnchecked }) => isUnchecked !== true);
  // What a refused change would have done to the nodes is of no interest.
  const summary =
    verdict === 'deny'
      ? []
      : findings.filter(({ severity, tellsRollout }) => severity === 'audit' && tellsRollout === true);
  return [...checked.map(describeFinding), ...describeUnchecked(told), ...summary.map(describeFinding)];
}

function describeFinding({ rule, path, message }: Finding): string {
  return line(path === '' ? message : `${path}: ${message}`, rule);
}

/** One fact that is missing keeps many rules from an answer, and is told once. */
function describeUnchecked(told: readonly Finding[]): readonly string[] {
  const unchecked = told.filter(({ isUnchecked }) => isUnchecked === true);
  // Where a rule lacks several facts, the first will do: the others are told with other rules, or come of it.
  const byReason = Map.groupBy(unchecked, ({ message }) => message.split('; ', 1)[0] ?? message);
  return [...byReason].map(([reason, group]) => {
    const [first, second, ...more] = group.map(({ rule }) => rule);
    const rules = [
      first,
      ...(second === undefined ? [] : [second]),
      ...(more.length === 0 ? [] : [`and ${more.length} more rules`]),
    ];
    return line(reason, rules.join(', '));
  });
}

function describeRepairs(repairs: readonly Repair[]): readonly string[] {
  const byMutation = Map.groupBy(repairs, ({ mutation }) => mutation);
  return [...byMutation].flatMap(([mutation, done]) => {
    const [first] = done;
    if (first === undefined || done.length > mostSingleRepairs) return [line(groupText(done), mutation)];
    return done.map(({ path, message }) => line(`${formatFieldPath(path)}: ${message}`, mutation));
  });
}

function groupText(done: readonly Repair[]): string {
  const [first] = done;
  return first === undefined
    ? ''
    : `repaired ${done.length} values, the first at ${formatFieldPath(first.path)}: ${first.message}`;
}

/** The rule's id is always there, however long the message: it is what one looks up. */
function line(text: string, id: string): string {
  const suffix = ` (${id})`;
  return shorten(toOneLine(text), longestWarning - suffix.length) + suffix;
}

function withinLimits(lines: readonly string[], longest: number): readonly string[] {
  const told: string[] = [];
  let left = longest;
  for (const text of lines) {
    if (text.length > left) break;
    told.push(text);
    left -= text.length;
  }
  const untold = lines.length - told.length;
  if (untold > 0) told.push(`and ${untold} more warnings; \`mirrorguard lint\` shows all of them`);
  return told;
}
