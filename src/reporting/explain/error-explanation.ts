import type { ErrorMessage } from '../../engine/error-messages/error-messages.ts';
import type { FoundError } from '../../engine/error-messages/find-errors.ts';
import { count } from '../../model/text/count.ts';
import { wrap } from '../../model/text/wrap.ts';
import type { Palette } from '../color.ts';
import { jsonDocument } from '../json-document.ts';
import { indent } from './indent.ts';

const width = 96;

/** One block per known message, starting with the cause. */
export function errorsText(found: readonly FoundError[], palette: Palette): string {
  return found.map((error) => errorBlock(error, palette)).join('\n');
}

function errorBlock({ message, line, count: occurrences }: FoundError, palette: Palette): string {
  const { text, component, seenIn, meaning, check, rules, guide } = message;
  const position =
    occurrences === 1 ? `line ${line}` : `${count(occurrences, 'time')}, first in line ${line}`;
  const sections: readonly (readonly [title: string, text: string])[] = [
    ['Printed by', `${component}: ${seenIn}`],
    ['Meaning', meaning],
    ['What to check', check],
    ...(rules.length === 0 ? [] : [['Rules', `${rules.join(', ')} (\`mirrorguard explain RULE\`)`] as const]),
    ...(guide === undefined ? [] : [['Guide', `${guide.title}: docs/guides/${guide.page}`] as const]),
  ];
  const head = `${palette.strong(wrap(text, width))}  ${palette.faint(position)}\n`;
  return head + sections.map(([title, body]) => `${title}\n${indent(wrap(body, width))}`).join('');
}

/** For a text without a known message. */
export function nearestText(nearest: readonly ErrorMessage[]): string {
  if (nearest.length === 0) return 'error: the text has no known message, and none is similar\n';
  const lines = nearest.map(({ text }) => `  ${text}\n`);
  return `error: the text has no known message; the most similar ones are:\n${lines.join('')}`;
}

/** The contract is docs/reference/schema/explain-text.schema.json. */
export function errorsJson(found: readonly FoundError[], nearest: readonly ErrorMessage[]): string {
  return jsonDocument({
    errors: found.map(({ message, line, count }) => ({ ...messageJson(message), line, count })),
    nearest: nearest.map(({ text }) => text),
  });
}

function messageJson({ text, component, seenIn, meaning, check, rules, guide }: ErrorMessage) {
  const page = guide === undefined ? null : `docs/guides/${guide.page}`;
  return { text, component, seenIn, meaning, check, rules, guide: page };
}
