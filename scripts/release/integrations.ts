import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../bundle-options.mjs';
import { type Artifact, built } from './artifact.ts';
import type { ReleaseOptions } from './options.ts';

/** Files of the repository for CI systems. CI systems read the first two from the tag of the release. */
const integrations = [
  { name: 'GitHub Action', path: 'action.yml' },
  { name: 'pre-commit hook', path: '.pre-commit-hooks.yaml' },
  { name: 'Tekton Task', path: 'examples/ci/tekton-task.yaml' },
  { name: 'GitLab example', path: 'examples/ci/gitlab-ci.yml' },
];

/** Copies the files. Images are referenced by digest if it is known, so no tag mirrors are required. */
export function writeIntegrations(
  { out, version, image }: ReleaseOptions,
  digest: string | undefined,
): readonly Artifact[] {
  mkdirSync(join(out, 'integrations'), { recursive: true });
  return integrations.map(({ name, path }) => {
    const text = readFileSync(join(root, path), 'utf8');
    const pinned = digest === undefined ? text : pinImage(text, `${image}:${version}`, digest);
    const file = join('integrations', basename(path));
    writeFileSync(join(out, file), pinned);
    return built(name, file);
  });
}

/** Adds the digest to references with exactly this tag; the CI image has a different tag. */
export function pinImage(text: string, reference: string, digest: string): string {
  const pattern = new RegExp(`${reference.replaceAll('.', '\\.')}(?![-\\w.@])`, 'g');
  return text.replace(pattern, `${reference}@${digest}`);
}
