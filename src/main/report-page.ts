import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAsset, isSea } from 'node:sea';

const name = 'report.html';

/** Reads the report page without data, from the folder of the bundle or from the single-file executable. */
export function readReportPage(): string {
  return isSea() ? getAsset(name, 'utf8') : readFileSync(join(import.meta.dirname, name), 'utf8');
}
