import { count } from '../model/text/count.ts';
import { quote } from '../model/text/quote.ts';
import type { Finding } from '../policy/decide.ts';
import type { AdmissionRequest } from './request.ts';
import { nameOf, type Ruling } from './ruling.ts';
import { shorten, toOneLine } from './shorten.ts';
import { failureText } from './warnings.ts';

/** More are counted, not told. */
const mostCauses = 50;
const longestCause = 800;
const longestMessage = 1500;

/** As far as the API server and its clients read it. */
export interface RefusalStatus {
  readonly code: number;
  readonly reason: 'Invalid' | 'ServiceUnavailable';
  readonly message: string;
  readonly details?: {
    readonly group: string;
    readonly kind: string;
    readonly name: string;
    readonly causes: readonly {
      readonly reason: 'FieldValueInvalid';
      readonly field: string;
      readonly message: string;
    }[];
  };
}

/**
 * The status of a refusal. kubectl and oc print one bullet a cause for `Invalid` and leave the message out; other clients show
 * only the message. So each says everything, as far as there is room.
 */
export function toRefusal(request: AdmissionRequest, { findings, failure }: Ruling): RefusalStatus {
  if (failure !== undefined)
    return {
      code: 503,
      reason: 'ServiceUnavailable',
      message: `${failureText[failure]}; it was refused, as configured`,
    };
  const denials = findings.filter(({ severity }) => severity === 'deny');
  const { group, kind } = request.kind;
  return {
    code: 422,
    reason: 'Invalid',
    message: summarize(kind, nameOf(request), denials),
    details: { group, kind, name: nameOf(request), causes: toCauses(denials) },
  };
}

function toCauses(denials: readonly Finding[]) {
  const explained = new Set<string>();
  const causes = denials.slice(0, mostCauses).map(({ rule, path, message, fix }) => {
    // What is always true of a rule is said once; what is particular, each time.
    const isFirst = !explained.has(rule);
    explained.add(rule);
    const text = `${rule}: ${message}${isFirst ? `${/[.!?]$/.test(message) ? '' : '.'} ${fix}` : ''}`;
    return {
      reason: 'FieldValueInvalid',
      field: fieldFor(path),
      message: shorten(toOneLine(text), longestCause),
    } as const;
  });
  const untold = denials.length - causes.length;
  if (untold === 0) return causes;
  const rest = `and ${untold} more; \`mirrorguard lint\` shows all of them`;
  return [...causes, { reason: 'FieldValueInvalid', field: fieldFor(''), message: rest } as const];
}

/** Clients print `field: message`, so a finding about the whole object needs a name for it. */
function fieldFor(path: string): string {
  return path === '' ? 'object' : path;
}

function summarize(kind: string, name: string, denials: readonly Finding[]): string {
  const heading = `${kind} ${name === '' ? '' : `${quote(name)} `}is refused for ${denials.length === 1 ? 'one reason' : count(denials.length, 'reason')}: `;
  let message = heading;
  for (const [index, { rule, path, message: text }] of denials.entries()) {
    const reason = `${index === 0 ? '' : '; '}${path === '' ? '' : `${path}: `}${shorten(text, longestCause)} (${rule})`;
    if (index > 0 && message.length + reason.length > longestMessage)
      return toOneLine(`${message}; and ${denials.length - index} more`);
    message += reason;
  }
  return toOneLine(message);
}
