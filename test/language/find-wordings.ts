import { bannedWordings } from './banned-words.ts';

/** Splits identifiers such as `judgeInput` and `judge-input.ts`, so their words are checked too. */
function splitIdentifiers(line: string): string {
  return line.replaceAll('_', ' ').replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
}

/** The banned wordings in a line, each with the wording to use. */
export function findWordings(line: string): readonly string[] {
  const text = splitIdentifiers(line);
  return bannedWordings.flatMap(({ pattern, prefer }) =>
    (text.match(pattern) ?? []).map((found) => `"${found}": use ${prefer}`),
  );
}
