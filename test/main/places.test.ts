import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { findPlaces } from '../../src/main/places.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const folder = temporaryFolder();
const root = join(import.meta.dirname, '..', '..');
const urlOf = (...path: readonly string[]) => pathToFileURL(join(...path)).href;

describe('where things are', () => {
  it.each([
    ['dist', 'webhook.mjs'],
    ['src', 'main', 'webhook.ts'],
  ])('is the checkout, seen from %s', (...path) => {
    expect(findPlaces(urlOf(root, ...path), {})).toEqual({
      clusterDir: join(root, 'examples', 'cluster'),
      stateDir: join(root, '.state'),
      exampleReview: join(root, 'examples', 'reviews', 'refused.json'),
      shellFolder: process.cwd(),
    });
  });

  it('is seen from where npm was called, though npm goes to the root of the package', () => {
    expect(findPlaces(urlOf(root, 'dist', 'webhook.mjs'), { INIT_CWD: '/somewhere' }).shellFolder).toBe(
      '/somewhere',
    );
  });

  it('is the home of the user where the package is installed, and there is no cluster', () => {
    const installed = join(folder, 'dist');
    mkdirSync(installed);
    expect(findPlaces(urlOf(installed, 'webhook.mjs'), { XDG_STATE_HOME: '/state' })).toEqual({
      stateDir: join('/state', 'mirrorguard'),
      shellFolder: process.cwd(),
    });
    expect(findPlaces(urlOf(installed, 'webhook.mjs'), {}).stateDir).toMatch(
      /\.local[/\\]state[/\\]mirrorguard$/,
    );
  });
});
