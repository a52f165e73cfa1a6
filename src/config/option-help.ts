import { environmentVariable, type Option } from './option.ts';

/** The options for `--help`, wrapped at 100 columns. */
export function describeOptions(table: Readonly<Record<string, Option>>): string {
  return Object.values(table)
    .map((option) => {
      const fallback = option.default === undefined ? '' : `; default: ${option.default}`;
      const head = `  --${option.name} ${option.type.kind === 'choice' ? option.type.of.join('|') : option.type.kind.toUpperCase()}`;
      return `${head}  (${environmentVariable(option)}${fallback})\n${wrap(option.description.replaceAll('`', ''), 90, '      ')}`;
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
