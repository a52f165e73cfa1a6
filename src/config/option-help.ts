import { environmentVariable, type Option } from './option.ts';

/** The options for `--help`, wrapped at 100 columns. */
export function describeOptions(table: Readonly<Record<string, Option>>): string {
  return Object.values(table)
    .map((option) => {
      const fallback = option.default === undefined ? '' : `; default: ${option.default}`;
      const { name, type, description } = option;
      const value = type.kind === 'choice' ? type.of.join('|') : type.kind.toUpperCase();
      const head = `  --${name} ${value}  (${environmentVariable(option)}${fallback})`;
      return `${head}\n${wrap(description.replaceAll('`', ''), 90, '      ')}`;
    })
    .join('\n');
}

function wrap(text: string, width: number, indent: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => indent + line).join('\n');
}
