import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';

const root = join(import.meta.dirname, '..', '..');

/** Bundles a copy of the sources, as the Dockerfile does, and returns the folder with the bundles. */
function bundleCopy(folder: string): string {
  for (const path of ['src', 'scripts', 'package.json'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(folder, 'scripts', 'build.mjs')]);
  return join(folder, 'dist');
}

const hashesOf = (folder: string) =>
  Object.fromEntries(
    globSync('**/*', { cwd: folder })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      ]),
  );

describe('the bundles', () => {
  let folders: readonly string[];
  let dist: string;

  beforeAll(() => {
    folders = ['first-', 'the-second-'].map((name) => mkdtempSync(join(tmpdir(), `mirrorguard-${name}`)));
    dist = bundleCopy(folders[0] ?? '');
  }, 60_000);
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('have the same bytes if they are built twice, in different folders', () => {
    const first = hashesOf(dist);
    expect(Object.keys(first)).toEqual(
      expect.arrayContaining(['cli.mjs', 'webhook.mjs', 'hooks.mjs', 'engine.mjs', 'sbom.cdx.json']),
    );
    expect(hashesOf(bundleCopy(folders[1] ?? ''))).toEqual(first);
  }, 60_000);

  it('have an SBOM with every package that the source maps name', () => {
    const maps = globSync('**/*.mjs.map', { cwd: dist });
    const sources = maps.flatMap(
      (map) => (JSON.parse(readFileSync(join(dist, map), 'utf8')) as { readonly sources: string[] }).sources,
    );
    const inMaps = sources.flatMap(
      (source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
    );
    const sbom = readSbom(join(dist, 'sbom.cdx.json'));
    const inSbom = new Set(sbom.components.map(({ name }) => name));
    expect(inMaps.length).toBeGreaterThan(500);
    expect([...new Set(inMaps)].filter((name) => !inSbom.has(name))).toEqual([]);
    expect(sbom.dependencies[0]?.dependsOn).toEqual(sbom.components.map(({ purl }) => purl));
  });

  it('have an SBOM that is valid CycloneDX 1.6', () => {
    expect(validateSbom(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8'))).toEqual([]);
  });
});

interface Sbom {
  readonly components: readonly { readonly name: string; readonly purl: string }[];
  readonly dependencies: readonly { readonly dependsOn?: readonly string[] }[];
}

const readSbom = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Sbom;

/** Validates against the official schema in the CycloneDX library. */
function validateSbom(text: string): readonly unknown[] {
  const library = dirname(
    createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json'),
  );
  const read = (name: string) =>
    JSON.parse(readFileSync(join(library, 'res', 'schema', `${name}.schema.json`), 'utf8')) as object;
  const ajv = new Ajv.default({ strict: false, validateFormats: false, logger: false });
  // The schemas reference each other by these file names.
  for (const name of ['spdx.SNAPSHOT', 'jsf-0.82.SNAPSHOT', 'cryptography-defs.SNAPSHOT'])
    ajv.addSchema({ ...read(name), $id: `http://cyclonedx.org/schema/${name}.schema.json` });
  const validate = ajv.compile(read('bom-1.6.SNAPSHOT'));
  validate(JSON.parse(text));
  return validate.errors ?? [];
}
