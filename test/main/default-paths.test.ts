import { mkdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { findDefaultPaths } from '../../src/main/default-paths.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const folder = temporaryFolder();
const root = join(import.meta.dirname, '..', '..');
const urlOf = (...path: readonly string[]) => pathToFileURL(join(...path)).href;

describe('findDefaultPaths', () => {
  it.each([
    ['dist', 'webhook.mjs'],
    ['src', 'main', 'webhook.ts'],
  ])('finds the checkout from %s', (...path) => {
    expect(findDefaultPaths(urlOf(root, ...path), {})).toEqual({
      clusterDir: join(root, 'examples', 'cluster'),
      stateDir: join(root, '.state'),
      workerFile: new URL(`./evaluation-worker${extname(path.at(-1) ?? '')}`, urlOf(root, ...path)),
      exampleReview: join(root, 'examples', 'reviews', 'denied.json'),
      shellFolder: process.cwd(),
    });
  });

  it('uses the working directory from which npm was called', () => {
    expect(findDefaultPaths(urlOf(root, 'dist', 'webhook.mjs'), { INIT_CWD: '/somewhere' }).shellFolder).toBe(
      '/somewhere',
    );
  });

  it('uses the home of the user and no cluster for an installed package', () => {
    const installed = join(folder, 'dist');
    mkdirSync(installed);
    expect(findDefaultPaths(urlOf(installed, 'webhook.mjs'), { XDG_STATE_HOME: '/state' })).toEqual({
      stateDir: join('/state', 'mirrorguard'),
      workerFile: new URL(urlOf(installed, 'evaluation-worker.mjs')),
      shellFolder: process.cwd(),
    });
    expect(findDefaultPaths(urlOf(installed, 'webhook.mjs'), {}).stateDir).toMatch(
      /\.local[/\\]state[/\\]mirrorguard$/,
    );
  });
});
