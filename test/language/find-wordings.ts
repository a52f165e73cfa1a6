import { bannedWordings } from './banned-words.ts';

/** `judgeInput` and `judge-input.ts` hold the word "judge" too. */
function splitIdentifiers(line: string): string {
  return line.replaceAll('_', ' ').replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' ');
}

/** The banned wordings of one line, each with the wording to use. */
export function findWordings(line: string): readonly string[] {
  const text = splitIdentifiers(line);
  return bannedWordings.flatMap(({ pattern, prefer }) =>
    [...text.matchAll(pattern)].map(([found]) => `"${found}": use ${prefer}`),
  );
}
