import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readVectors } from '../conformance/read-vectors.ts';
import type { Vector, VectorPull } from '../conformance/vector.ts';
import { vectorObjects } from '../conformance/vector-objects.ts';
import { run } from './run.ts';
import { inFolder } from './temporary-folder.ts';

const folder = join(import.meta.dirname, '..', 'conformance', 'vectors');
const vectors = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readVectors(join(folder, name)));

const list = (input: Vector['input']) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: vectorObjects(input) });
const first = ({ validateErr, editErr }: Vector['expect']) => validateErr ?? editErr;

/** The JSON of `resolve` for a pull of a vector. */
function expected({ ref, parseErr, match, err, sources }: VectorPull) {
  return {
    reference: ref,
    matchedPrefix: match ?? null,
    error: parseErr ?? err ?? null,
    sources: (sources ?? []).map(
      ({ location, ref: reference, insecure = false, pullFromMirror = null, blockedBy = null }) => ({
        reference,
        location,
        pullFromMirror,
        insecure,
        blockedBy,
      }),
    ),
  };
}

function actual({ reference, matchedPrefix, error, sources }: ReturnType<typeof expected>) {
  const isWithoutEntry = matchedPrefix === null;
  return {
    reference,
    matchedPrefix,
    error,
    // If no entry matches, a vector has no sources, but `resolve` prints the registry itself.
    sources: isWithoutEntry
      ? []
      : sources.map(({ reference: asked, location, pullFromMirror, insecure, blockedBy }) => ({
          reference: asked,
          location,
          pullFromMirror,
          insecure,
          blockedBy,
        })),
  };
}

describe('commands compared with the real libraries', () => {
  it('render prints the same bytes or the first stopping problem', async () => {
    let compared = 0;
    for (const { name, input, expect: wanted } of vectors) {
      if (wanted.fileWritten !== true) continue;
      const { code, out, err } = await run(['render', '-'], { stdin: list(input) });
      const stop = first(wanted);
      const isHarmful = stop !== undefined || wanted.loadErr !== undefined;
      // Vectors omit policy.json and errors of the release image, which `render` also checks.
      if (out === '' && stop === undefined)
        expect(err).toMatch(/only one of AllowedRegistries|invalid entry for allowed|release image/);
      else expect({ name, out, code }).toEqual({ name, out: wanted.toml ?? '', code: isHarmful ? 1 : 0 });
      compared++;
    }
    expect(compared).toBeGreaterThan(1000);
  });

  it('resolve predicts every pull', async () => {
    let compared = 0;
    for (const { name, input, expect: wanted } of vectors) {
      // `resolve` prints one result per image, even if it is given several times.
      const refs = [...new Map((wanted.refs ?? []).map((pull) => [pull.ref, pull])).values()];
      if (refs.length === 0) continue;
      const { code, out } = await run(['resolve', '-o', 'json', '--in', '-', ...refs.map(({ ref }) => ref)], {
        stdin: list(input),
      });
      // The MCO would stop because of policy.json, which vectors omit.
      if (code === 1) continue;
      expect({ name, results: JSON.parse(out).results.map(actual) }).toEqual({
        name,
        results: refs.map(expected),
      });
      compared += refs.length;
    }
    expect(compared).toBeGreaterThan(2500);
  });

  it('diff predicts a drain exactly if the daemon drains', async () => {
    let compared = 0;
    for (const { name, input, expect: wanted } of vectors) {
      if (!input.prev || wanted.safeNoDrain === undefined) continue;
      const files = { 'before.json': list(input.prev), 'after.json': list(input) };
      const { out } = await inFolder(files, (path) =>
        run(['diff', '-o', 'json', `${path}/before.json`, `${path}/after.json`]),
      );
      const { verdict } = JSON.parse(out).rollout;
      if (verdict === 'stopped' || verdict === 'unknown') continue;
      expect({ name, drains: verdict === 'drain' }).toEqual({ name, drains: !wanted.safeNoDrain });
      compared++;
    }
    expect(compared).toBeGreaterThan(200);
  });
});
