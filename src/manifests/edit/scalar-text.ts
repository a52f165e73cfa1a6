import { parse, type Scalar } from 'yaml';

/** Writes a value in the style of the old scalar. A block scalar becomes one line and keeps its comment. */
export function scalarText(scalar: Scalar, written: string, value: string): string {
  if (scalar.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  if (scalar.type === 'QUOTE_SINGLE') return singleQuoted(value);
  const plain = isPlainText(value) ? value : singleQuoted(value);
  if (scalar.type !== 'BLOCK_LITERAL' && scalar.type !== 'BLOCK_FOLDED') return plain;
  const [header = ''] = written.split(/\r?\n/, 1);
  const comment = /#.*$/.exec(header)?.[0];
  const lineEnd = /\r?\n$/.exec(written)?.[0] ?? '';
  return `${plain}${comment === undefined ? '' : ` ${comment}`}${lineEnd}`;
}

function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Whether a value needs no quotes; `10` without quotes would be a number. */
function isPlainText(value: string): boolean {
  try {
    return parse(value) === value;
  } catch {
    return false;
  }
}
