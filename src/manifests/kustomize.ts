import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { fieldOf, type Json } from '../model/json.ts';
import { count } from '../model/text/count.ts';
import { realPathOf } from './real-path.ts';
import type { InputProblem } from './source-file.ts';

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

export function isKustomization(path: string): boolean {
  return (fileNames as readonly string[]).includes(basename(path));
}

/**
 * The real paths of the files that kustomizations in the folders of these files name as patches, each with
 * the folder to build.
 */
export function findPatches(paths: readonly string[]): ReadonlyMap<string, string> {
  const folders = new Set(paths.filter((path) => path !== '-').map((path) => dirname(path)));
  const kustomizations = [...folders].flatMap((folder) => fileNames.map((name) => join(folder, name)));
  return new Map(
    kustomizations
      .filter((path) => existsSync(path))
      .flatMap((path) => patchesOf(path).map((patch) => [patch, dirname(path)] as const)),
  );
}

function patchesOf(path: string): readonly string[] {
  const kustomization = read(path);
  const list = (field: string): readonly Json[] => {
    const value = fieldOf(kustomization, field);
    return Array.isArray(value) ? value : [];
  };
  const named = [
    ...list('patches').map((patch) => fieldOf(patch, 'path')),
    ...list('patchesJson6902').map((patch) => fieldOf(patch, 'path')),
    ...list('patchesStrategicMerge'),
  ];
  return named.flatMap((name) =>
    typeof name === 'string' && !name.includes('\n') ? [realPathOf(join(dirname(path), name))] : [],
  );
}

/** A kustomization that cannot be read names no patches. */
function read(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { logLevel: 'error' });
  } catch {
    return undefined;
  }
}

/**
 * One hint for all patches of an input.
 *
 * @param patches the files, each with the folder to build
 */
export function kustomizeHint(patches: ReadonlyMap<string, string>): readonly InputProblem[] {
  const all = [...patches];
  const buildable = all.find(([, folder]) => !isComponent(folder));
  const first = buildable ?? all[0];
  if (first === undefined) return [];
  const [file, folder] = first;
  const others = all.length === 1 ? '' : ` (and ${count(all.length - 1, 'other file')})`;
  return [
    {
      file,
      message: `is part of a kustomization${others} and is not evaluated by itself`,
      fix:
        buildable === undefined
          ? 'Check the result of a kustomization that uses the component: ' +
            '`kustomize build FOLDER | mirrorguard lint -`.'
          : `Check the result: \`kustomize build ${folder} | mirrorguard lint -\`.`,
    },
  ];
}

/** `kustomize build` rejects a component; only the kustomizations that use it can be built. */
function isComponent(folder: string): boolean {
  return fileNames.some((name) => fieldOf(read(join(folder, name)), 'kind') === 'Component');
}
