import { count } from '../model/text/count.ts';
import { quote } from '../model/text/quote.ts';
import type { Finding } from '../policy/finding.ts';
import { type AdmissionDecision, countOmitted } from './decision.ts';
import { hasAdvice } from './message-parts.ts';
import { type AdmissionRequest, nameOf } from './request.ts';
import { shorten, toOneLine } from './shorten.ts';
import { failureText } from './warnings.ts';

/** Limit; further causes are only counted. */
const maxCauses = 50;
const maxCauseLength = 800;
const maxMessageLength = 1500;

/** The fields of a `Status` that the API server and its clients read. */
export interface DenialStatus {
  readonly code: number;
  readonly reason: 'Invalid' | 'ServiceUnavailable';
  readonly message: string;
  readonly details?: {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
    readonly causes: readonly Cause[];
  };
}

/** The URL of the documentation of a rule. */
export type PageOf = (rule: string) => string;

interface Cause {
  readonly reason: 'FieldValueInvalid';
  readonly field: string;
  readonly message: string;
}

/**
 * For reason `Invalid`, kubectl and oc print one bullet per cause and omit the message; other clients
 * print only the message. So both list every finding, up to their limits.
 *
 * @param pageOf the page of a rule, for links; no links without it
 */
export function toDenialStatus(
  request: AdmissionRequest,
  decision: AdmissionDecision,
  pageOf?: PageOf,
): DenialStatus {
  const { findings, failure } = decision;
  if (failure !== undefined) {
    const message = `${failureText[failure]}; the request was denied, as configured`;
    return { code: 503, reason: 'ServiceUnavailable', message };
  }
  const denials = findings.filter(({ severity }) => severity === 'deny');
  const { group, kind } = request.kind;
  const name = nameOf(request);
  const total = denials.length + countOmitted(decision, 'deny');
  return {
    code: 422,
    reason: 'Invalid',
    message: withLink(summarize(kind, name, denials, total), denials[0]?.rule, pageOf),
    details: { group, kind, name, causes: toCauses(denials, total, pageOf) },
  };
}

function toCauses(denials: readonly Finding[], total: number, pageOf: PageOf | undefined): readonly Cause[] {
  const explained = new Set<string>();
  const causes = denials.slice(0, maxCauses).map(({ rule, path, message, fix }) => {
    // The fix and the page are the same for every finding of a rule, so only the first has them.
    const isFirst = !explained.has(rule);
    const needsFix = isFirst && !hasAdvice(message);
    explained.add(rule);
    const fixText = needsFix ? `${/[.!?]$/.test(message) ? '' : '.'} ${fix}` : '';
    const text = shorten(toOneLine(`${rule}: ${message}${fixText}`), maxCauseLength);
    return toCause(path, isFirst ? withLink(text, rule, pageOf) : text);
  });
  const omitted = total - causes.length;
  if (omitted === 0) return causes;
  return [...causes, toCause('', `and ${omitted} more; run \`mirrorguard lint\` to list all of them`)];
}

function withLink(text: string, rule: string | undefined, pageOf: PageOf | undefined): string {
  if (rule === undefined || pageOf === undefined) return text;
  return `${text}${/[.!?]$/.test(text) ? '' : '.'} See ${pageOf(rule)}`;
}

/** Clients print `field: message`, so a finding about the whole object needs a name for it. */
function toCause(path: string, message: string): Cause {
  return { reason: 'FieldValueInvalid', field: path === '' ? 'object' : path, message };
}

function summarize(kind: string, name: string, denials: readonly Finding[], total: number): string {
  const reasons = total === 1 ? 'one reason' : count(total, 'reason');
  let message = `${kind} ${name === '' ? '' : `${quote(name)} `}is denied for ${reasons}: `;
  for (const [index, { rule, path, message: text }] of denials.entries()) {
    const prefix = path === '' ? '' : `${path}: `;
    const reason = `${index === 0 ? '' : '; '}${prefix}${shorten(text, maxCauseLength)} (${rule})`;
    if (index > 0 && message.length + reason.length > maxMessageLength)
      return toOneLine(`${message}; and ${total - index} more`);
    message += reason;
  }
  return toOneLine(message);
}
