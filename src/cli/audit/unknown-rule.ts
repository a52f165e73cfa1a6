import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import { didYouMean } from '../closest.ts';

const ids = rules.map(({ id }) => id);

export function isKnownRule(id: string): boolean {
  return ids.includes(id);
}

/** What is wrong with an id that records are looked for by. */
export function describeUnknownRule(id: string): string {
  if (mutations.some((mutation) => mutation.id === id))
    return `${id} is a mutateObject; records name rules, and show mutations as \`patch\``;
  return `there is no rule "${id}", and no record names it.${didYouMean(id, ids)} Run \`mirrorguard rules\` to list them.`;
}
