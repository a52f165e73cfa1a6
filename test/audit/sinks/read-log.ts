import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainLink } from '../../../src/audit/audit-chain.ts';
import { run } from '../../cli/run.ts';

/** The fields of a line that the tests write. */
export interface TestLine {
  readonly uid: string;
  readonly chain: ChainLink;
}

export function readLog(path: string): readonly TestLine[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export function logFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('audit.log'))
    .sort();
}

/** Runs `mirrorguard audit verify` with all log files of a folder. */
export async function verifyFolder(folder: string): Promise<{ readonly code: number; readonly out: string }> {
  return run(['audit', 'verify', ...logFiles(folder).map((name) => join(folder, name))]);
}
