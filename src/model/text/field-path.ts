import { quoteWhole } from './quote.ts';

/** Path of a field from the root of an object: `['spec', 'imageDigestMirrors', 0, 'source']`. */
export type FieldPath = readonly (string | number)[];

const plainKey = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * Formats a path as the API server does: `spec.imageDigestMirrors[0].source`. Quotes keys that are not plain
 * words, in brackets.
 */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (!plainKey.test(step)) text += `[${quoteWhole(step)}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** Parses the output of `formatFieldPath`. Throws for other text, which is a programming error. */
export function parseFieldPath(text: string): FieldPath {
  const steps: (string | number)[] = [];
  const pattern = /\.?([A-Za-z_][A-Za-z0-9_-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`not a field path, at position ${at}: ${text}`);
    const [, key, index, quoted] = match;
    steps.push(key ?? (index === undefined ? (JSON.parse(quoted ?? '""') as string) : Number(index)));
  }
  return steps;
}

/** Whether a path is another one, or below it. */
export function isAtOrBelow(path: FieldPath, outer: FieldPath): boolean {
  return outer.every((step, index) => path[index] === step);
}
