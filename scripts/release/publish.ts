import { join } from 'node:path';
import { type Artifact, built, skipped } from './artifact.ts';
import { publishedFiles } from './checksums.ts';
import type { ReleaseOptions } from './options.ts';
import { isInstalled, run } from './run.ts';

/**
 * Publishes the npm package to the configured npm registry, and the files to the release page. Runs last,
 * because neither can be replaced.
 * @param npmPackage the path relative to the release folder
 */
export function publish(
  options: ReleaseOptions,
  npmPackage: string | undefined,
  checksums: string,
): readonly Artifact[] {
  return [
    ...(npmPackage === undefined ? [] : [publishNpm(options, npmPackage)]),
    publishPage(options, checksums),
  ];
}

function publishNpm({ out, dryRun }: ReleaseOptions, npmPackage: string): Artifact {
  const publication = ['publish', join(out, npmPackage), '--access', 'public'];
  run('npm', dryRun ? [...publication, '--dry-run'] : [...publication, '--provenance']);
  return dryRun
    ? skipped('npm publication', 'dry run: `npm publish --dry-run` passed')
    : built('npm publication', npmPackage);
}

function publishPage({ out, dryRun, version }: ReleaseOptions, checksums: string): Artifact {
  const name = 'page of the release';
  if (dryRun) return skipped(name, 'dry run');
  if (!isInstalled('gh')) throw new Error('requires gh, which creates the page of the release');
  const files = [...publishedFiles(out), checksums, `${checksums}.sigstore.json`];
  const paths = files.map((path) => join(out, path));
  run('gh', [
    'release',
    'create',
    `v${version}`,
    '--verify-tag',
    '--notes-file',
    join(out, 'release-notes.md'),
    ...paths,
  ]);
  return built(name, `${files.length} files`);
}
