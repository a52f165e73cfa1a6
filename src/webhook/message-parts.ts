import type { Finding } from '../policy/finding.ts';

/**
 * A rule message consists of clauses: first the fact, last the advice, with details in between. A single
 * clause has no advice, so the fix of its rule is appended.
 */

const maxAdviceLength = 90;

/** A quoted value, which is never split, or the end of a clause. */
const quotedOrEnd = /"(?:[^"\\]|\\.)*"|[;.] /gu;

/** Splits a message before each clause; separators stay at the end of their clause. */
function clausesOf(message: string): readonly string[] {
  const clauses: string[] = [];
  let start = 0;
  for (const { 0: found, index } of message.matchAll(quotedOrEnd)) {
    if (found.startsWith('"')) continue;
    clauses.push(message.slice(start, index + found.length));
    start = index + found.length;
  }
  return [...clauses, message.slice(start)];
}

/** Whether a message has advice, so the fix of its rule would repeat it. */
export function hasAdvice(message: string): boolean {
  return clausesOf(message).length > 1;
}

/** The message, followed by the first sentence of the fix if it has no advice. */
export function withAdvice({ message, fix }: Pick<Finding, 'message' | 'fix'>): string {
  if (hasAdvice(message)) return message;
  const [sentence = ''] = fix.split(/\.(?: |$)/, 1);
  return `${message.replace(/\.$/, '')}. ${firstPart(sentence)}`;
}

/** A long sentence without its last parts. */
function firstPart(sentence: string): string {
  if (sentence.length <= maxAdviceLength) return sentence;
  const start = sentence.slice(0, maxAdviceLength);
  return start.slice(0, Math.max(start.lastIndexOf(', '), start.lastIndexOf('; '), 0)) || sentence;
}

/** Variants of the message with fewer details, the shortest last. The fact and the advice always remain. */
export function withoutDetails(message: string): readonly string[] {
  const [fact = '', ...others] = clausesOf(message);
  const [advice = ''] = others.slice(-1);
  const details = others.slice(0, -1);
  // Earlier details are more important.
  return details.map((_, omitted) => joined([fact, ...details.slice(0, -1 - omitted), advice]));
}

/** A clause that starts with a capital letter starts a sentence. */
function joined(clauses: readonly string[]): string {
  return clauses.join('').replace(/; (?=[A-Z])/g, '. ');
}
