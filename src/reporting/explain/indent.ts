/** Indents each line that is not empty; the first line starts with the mark. */
export function indent(text: string, firstMark = ''): string {
  return `${text
    .split('\n')
    .map((line, index) => (line === '' ? '' : `  ${index === 0 ? firstMark : ''}${line}`))
    .join('\n')}\n`;
}
