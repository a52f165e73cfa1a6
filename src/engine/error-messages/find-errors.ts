import { type ErrorMessage, errorMessages } from './error-messages.ts';

/** A known message in a text. */
export interface FoundError {
  readonly message: ErrorMessage;
  /** The line of the first occurrence; starts at 1. */
  readonly line: number;
  readonly count: number;
}

/**
 * The maximum number of letters and digits between two parts of one message. Parts that are farther apart
 * belong to different messages.
 */
const maxValueLength = 400;

/**
 * Finds known messages in an error text or a log. Messages with a cause come before messages that wrap
 * others; each group is in the order of the text. Only letters and digits are compared, so quotes, line
 * breaks and log prefixes have no effect. Cost: linear in the text for each message.
 */
export function findErrors(text: string): readonly FoundError[] {
  const normalized = normalizeLines(text);
  return errorMessages
    .flatMap((message) => {
      const ranges = message.match.flatMap((parts) => occurrences(normalized.text, parts.map(normalize)));
      const found = mergeOverlapping(ranges, normalized.lineAt);
      const [first] = found;
      return first === undefined
        ? []
        : [{ message, line: normalized.lineAt(first.start), count: found.length, first: first.start }];
    })
    .sort(
      (a, b) => Number(a.message.isFrame ?? false) - Number(b.message.isFrame ?? false) || a.first - b.first,
    )
    .map(({ message, line, count }) => ({ message, line, count }));
}

/** Up to three messages with the most words in common with a text, most similar first. */
export function nearestErrors(text: string): readonly ErrorMessage[] {
  const given = wordsOf(text);
  return errorMessages
    .map((message) => ({ message, similarity: similarityOf(given, wordsOf(message.text)) }))
    .filter(({ similarity }) => similarity > 0)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, 3)
    .map(({ message }) => message);
}

/** Dice coefficient: twice the number of common words divided by the number of all words. */
function similarityOf(given: ReadonlySet<string>, known: ReadonlySet<string>): number {
  return (2 * given.intersection(known).size) / (given.size + known.size);
}

const minWordLength = 4;

function wordsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .replace(/<\w+>/g, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return new Set(words.filter((word) => word.length >= minWordLength));
}

function normalize(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

interface NormalizedText {
  readonly text: string;
  lineAt(offset: number): number;
}

function normalizeLines(text: string): NormalizedText {
  const starts: number[] = [];
  let length = 0;
  const lines = text.split('\n').map((line) => {
    const normalized = normalize(withoutPrefix(line));
    starts.push(length);
    length += normalized.length;
    return normalized;
  });
  return {
    text: lines.join(''),
    // An empty line has the same offset as the next line, so the last match is the line with the text.
    lineAt: (offset) => starts.findLastIndex((start) => start <= offset) + 1,
  };
}

/** Prefixes that log collectors and loggers add to each line, including continuation lines. */
const prefixes: readonly RegExp[] = [
  /^\s*\[pod\/\S+\] /,
  /^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?\s+/,
  /^\s*(?:stdout|stderr) [FP] /,
  /^\s*[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \S+ [^\s:]+: /,
  /^\s*[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+\s+\d+ \S+?:\d+\] /,
  /^\s*time="[^"]*" level=\w+ msg=/,
];

function withoutPrefix(line: string): string {
  return prefixes.reduce((rest, prefix) => rest.replace(prefix, ''), line);
}

interface Range {
  readonly start: number;
  readonly end: number;
  /** The matched text without quotes, blanks and punctuation. */
  readonly parts: string;
}

/** Merges ranges that overlap or are on one line, because several wordings can match one occurrence. */
function mergeOverlapping(ranges: readonly Range[], lineAt: NormalizedText['lineAt']): readonly Range[] {
  const merged: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    const isSame =
      last !== undefined &&
      (range.start < last.end || (range.parts !== last.parts && lineAt(range.start) === lineAt(last.start)));
    if (!isSame) merged.push(range);
  }
  return merged;
}

/**
 * The ranges in which all parts occur in order. The distance between two parts is at most the length of a
 * value.
 */
function occurrences(text: string, [first = '', ...others]: readonly string[]): readonly Range[] {
  const startByEnd = new Map<number, number>();
  for (let at = text.indexOf(first); at !== -1; at = text.indexOf(first, at + 1)) {
    const end = endOfParts(text, others, at + first.length);
    // The first part can occur again before the second, so keep the last start for each end.
    if (end !== undefined) startByEnd.set(end, at);
  }
  const parts = [first, ...others].join(' ');
  return [...startByEnd].map(([end, start]) => ({ start, end, parts }));
}

function endOfParts(text: string, parts: readonly string[], from: number): number | undefined {
  let end = from;
  for (const part of parts) {
    const at = text.slice(end, end + maxValueLength + part.length).indexOf(part);
    if (at === -1) return undefined;
    end += at + part.length;
  }
  return end;
}
