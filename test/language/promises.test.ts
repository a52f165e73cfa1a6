import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const docs = join(import.meta.dirname, '..', '..', 'docs');

interface Row {
  readonly promise: string;
  readonly tests: readonly string[];
}

/** The rows of tables whose last column is named "test". */
function rowsOf(page: string): readonly Row[] {
  const rows: Row[] = [];
  let isPromise = false;
  for (const line of readFileSync(join(docs, page), 'utf8').split('\n')) {
    if (!line.startsWith('|')) isPromise = false;
    else if (line.endsWith('| test |')) isPromise = true;
    else if (isPromise && !line.startsWith('| ---')) {
      const cells = line.split('|').slice(1, -1);
      const links = [...(cells.at(-1) ?? '').matchAll(/\]\((\.\.\/test\/[^)]+)\)/g)];
      rows.push({ promise: cells[0]?.trim() ?? '', tests: links.map(([, path = '']) => path) });
    }
  }
  return rows;
}

/** A file with tests, all of which are complete. */
function isTest(path: string): boolean {
  const file = join(docs, path);
  if (!path.endsWith('.test.ts') || !existsSync(file)) return false;
  const text = readFileSync(file, 'utf8');
  return /\bit(\.each\b|\()/.test(text) && !/\b(it|test|describe)\.(only|todo)\b/.test(text);
}

describe.each(['reliability.md', 'security.md'])('each promise in docs/%s', (page) => {
  const rows = rowsOf(page);

  it('names tests that exist', () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.filter(({ tests }) => tests.length === 0)).toEqual([]);
    expect(rows.flatMap(({ tests }) => tests.filter((path) => !isTest(path)))).toEqual([]);
  });
});
