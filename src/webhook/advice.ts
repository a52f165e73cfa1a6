import type { Finding } from '../policy/finding.ts';

const maxAdviceLength = 90;

/** A clause that starts with one of these verbs is advice. */
const instruction = new RegExp(
  '^(?:(?:or|then|first) )?' +
    '(?:add|annotate|choose|complete|convert|correct|create|delete|did you mean|keep|list|make|' +
    'merge|migrate|mirror|' +
    'move|narrow|remove|rename|render|replace|set|shorten|split|update|upgrade|use|write)\\b',
  'i',
);

/** Splits a message before each clause; the separators stay at the end of the clauses. */
function clausesOf(message: string): readonly string[] {
  return message.split(/(?<=[;.] )/);
}

function isInstruction(clause: string): boolean {
  return (
    instruction.test(clause) || /, (?:or )?(?:add|remove|use|write) |\bmust (?:be|have) .*, but /.test(clause)
  );
}

/** Whether a message has advice, so the fix of its rule would repeat it. */
export function hasAdvice(message: string): boolean {
  return clausesOf(message).some(isInstruction);
}

/** The message, with the first sentence of the fix if it has no advice of its own. */
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

/** The message without details, shortest last: the fact and the advice remain. */
export function withoutDetails(message: string): readonly string[] {
  const shorter: string[] = [];
  let clauses = clausesOf(message);
  for (;;) {
    const detail = clauses.findLastIndex((clause, index) => index > 0 && !isInstruction(clause));
    if (detail === -1) return shorter;
    clauses = clauses.toSpliced(detail, 1);
    // A clause with a capital starts a sentence.
    shorter.push(
      clauses
        .join('')
        .replace(/[;.] ?$/, '')
        .replace(/; (?=[A-Z])/g, '. '),
    );
  }
}
