import { globSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sha256 } from './run.ts';

/** Files that users download from the release page. Their names are unique without their folders. */
const published = ['charts/*.tgz', 'executables/*', 'sboms/*', 'integrations/tekton-task.yaml', 'krew.yaml'];

/** Paths relative to the release folder. */
export function publishedFiles(out: string): readonly string[] {
  return globSync(published, { cwd: out }).sort();
}

/** Writes the checksums of the published files in the format of `sha256sum --check`; returns the file. */
export function writeChecksums(out: string): string {
  const name = 'SHA256SUMS';
  const lines = publishedFiles(out).map((path) => `${sha256(join(out, path))}  ${basename(path)}\n`);
  writeFileSync(join(out, name), lines.join(''));
  return name;
}
