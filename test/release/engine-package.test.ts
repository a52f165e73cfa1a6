import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');
const compiler = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin',
  'tsc',
);

/** The example of docs/reference/engine.md. */
const example =
  /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs', 'reference', 'engine.md'), 'utf8'))?.[1] ?? '';
const printed =
  /```text\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs', 'reference', 'engine.md'), 'utf8'))?.[1] ??
  '';

describe('mirrorguard/engine in another project', () => {
  let project: string;
  let dist: string;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'mirrorguard-engine-'));
    const installed = join(project, 'node_modules', 'mirrorguard');
    dist = join(installed, 'dist');
    mkdirSync(installed, { recursive: true });
    cpSync(join(root, 'package.json'), join(installed, 'package.json'));
    execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs'), dist]);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
    writeFileSync(join(project, 'example.ts'), example);
  }, 60_000);
  afterAll(() => rmSync(project, { recursive: true }));

  it('has no imports: it does no I/O and runs anywhere', () => {
    const bundle = readFileSync(join(dist, 'engine.mjs'), 'utf8');
    expect(bundle).not.toMatch(/^\s*import\b|^\s*export\b.*\bfrom\b|\bimport\s*\(|\brequire\s*\(/m);
    expect(bundle).not.toMatch(/\bprocess\.|\bDate\.now|\bfetch\s*\(/);
  });

  it('has types with which its own example compiles, in strict mode and without the types of Node', () => {
    const config = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        module: 'nodenext',
        target: 'es2024',
        lib: ['es2024', 'esnext.iterator', 'esnext.collection', 'dom'],
        types: [],
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
      },
      files: ['example.ts'],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
    const compile = () => execFileSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' });
    expect(compile).not.toThrow();
  }, 60_000);

  it('returns what the documentation shows', () => {
    expect(execFileSync(process.execPath, [join(project, 'example.ts')], { encoding: 'utf8' })).toBe(printed);
  });
});
