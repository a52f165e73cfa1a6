import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ReleaseOptions } from './options.ts';
import { run } from './run.ts';

/** Packs the npm package; returns the path of the file relative to the release folder. */
export function packNpmPackage({ out }: ReleaseOptions): string {
  const folder = join(out, 'npm');
  mkdirSync(folder, { recursive: true });
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder])) as readonly [
    { readonly filename: string },
  ];
  return join('npm', packed.filename);
}
