import { wrap } from '../model/text/wrap.ts';
import { environmentVariable, type Option } from './option.ts';

/** The options for `--help`, wrapped at 100 columns. */
export function describeOptions(table: Readonly<Record<string, Option>>): string {
  return Object.values(table)
    .map((option) => {
      const fallback = option.default === undefined ? '' : `; default: ${option.default}`;
      const { name, type, description } = option;
      const value = type.kind === 'choice' ? type.of.join('|') : type.kind.toUpperCase();
      const head = `  --${name} ${value}  (${environmentVariable(option)}${fallback})`;
      return `${head}\n${wrap(description.replaceAll('`', ''), 90).replace(/^/gm, '      ')}`;
    })
    .join('\n');
}
