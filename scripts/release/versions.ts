import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundle-options.mjs';

/** Files that contain the release version; package.json is the source. */
const versionFiles = [
  'Dockerfile',
  'action.yml',
  'charts/mirrorguard/Chart.yaml',
  'docs/guides/air-gapped.md',
  'docs/guides/ci.md',
  'docs/guides/fleet.md',
  'docs/guides/upgrade.md',
  'examples/argocd-application.yaml',
  'examples/ci/github-workflow.yml',
  'examples/ci/gitlab-ci.yml',
  'examples/ci/tekton-task.yaml',
  'examples/imageset-config.yaml',
];
const changelog = join(root, 'CHANGELOG.md');
const unreleased = 'Unreleased';

/** The files that do not contain a version. */
export function filesWithout(version: string): readonly string[] {
  return versionFiles.filter((file) => !readFileSync(join(root, file), 'utf8').includes(version));
}

/**
 * Replaces the version in all files, and renames the unreleased section of the changelog to the new version.
 */
export function setVersion(from: string, to: string, date: string): void {
  for (const file of versionFiles) {
    const path = join(root, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
  }
  writeFileSync(changelog, startSection(readFileSync(changelog, 'utf8'), to, date));
}

/** Converts the unreleased section of a changelog to the section of a release. */
export function startSection(text: string, version: string, date: string): string {
  const heading = `## ${unreleased}\n`;
  if (!text.includes(heading)) throw new Error(`CHANGELOG.md has no section "${unreleased}"`);
  return text.replace(heading, `${heading}\n## ${version} (${date})\n`);
}

/**
 * The notes of a release.
 * @param acceptUnreleased true for a dry run before the version is set
 */
export function readReleaseNotes(
  version: string,
  { acceptUnreleased }: { readonly acceptUnreleased: boolean },
): string {
  const text = readFileSync(changelog, 'utf8');
  const names = acceptUnreleased ? [version, unreleased] : [version];
  const notes = names.map((name) => sectionOf(text, name)).find((section) => section !== undefined);
  if (notes === undefined)
    throw new Error(`CHANGELOG.md has no section "${version}"; run \`npm version\` first`);
  return notes;
}

/** The text below a heading of level 2, up to the next heading of that level. */
function sectionOf(text: string, name: string): string | undefined {
  const [, section] = text.split(new RegExp(`^## ${name.replaceAll('.', '\\.')}\\b.*$`, 'm'));
  return section?.split(/^## /m)[0]?.trim();
}
