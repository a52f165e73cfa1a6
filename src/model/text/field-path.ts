import { quoteWhole } from './quote.ts';

/** Where in an object something stands, from its root: `['spec', 'imageDigestMirrors', 0, 'source']`. */
export type FieldPath = readonly (string | number)[];

const plainKey = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * `spec.imageDigestMirrors[0].source`, as the API server writes paths; keys that are not plain words are
 * quoted in brackets.
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

/**
 * The path that `formatFieldPath` wrote. What it cannot have written is a programmer's mistake, and throws.
 */
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
