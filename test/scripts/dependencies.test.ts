import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { importsOf, readDependencies, resolveSpecifier, violations } from '../../scripts/dependencies.ts';

describe('importsOf', () => {
  it('finds static, type-only, re-exported, inline-type and dynamic imports', () => {
    const source = `
      import a from './a.ts';
      import type { B } from './b.ts';
      import { type C } from './c.ts';
      import 'side-effect';
      export { d } from './d.ts';
      export type * from './e.ts';
      type F = import('./f.ts').F;
      const load = async () => { await import('./g.ts'); };
      export const notAnImport = './h.ts';
    `;
    expect(importsOf(source)).toEqual([
      './a.ts',
      './b.ts',
      './c.ts',
      'side-effect',
      './d.ts',
      './e.ts',
      './f.ts',
      './g.ts',
    ]);
  });

  it('rejects a dynamic import whose module is not a literal', () => {
    expect(() => importsOf('await import(name)')).toThrow('string literal');
  });
});

describe('resolveSpecifier', () => {
  it.each([
    ['../model/json.ts', 'src/model/json.ts'],
    ['./a/b.ts', 'src/rules/a/b.ts'],
    ['fs', 'node:fs'],
    ['node:fs/promises', 'node:fs/promises'],
    ['yaml', 'node_modules/yaml/'],
    ['ajv/dist/standalone', 'node_modules/ajv/'],
    ['@kubernetes/client-node', 'node_modules/@kubernetes/client-node/'],
  ])('resolves %s to %s', (specifier, expected) => {
    expect(resolveSpecifier('src/rules/x.ts', specifier)).toBe(expected);
  });
});

describe('dependency rules', () => {
  it.each([
    ['src/model/a.ts', 'src/rules/rule.ts', 'model-imports-only-itself'],
    ['src/rules/a.ts', 'src/webhook/request.ts', 'rules-imports-only-kubernetes-and-model'],
    ['src/manifests/a.ts', 'src/cli/options.ts', 'manifests-imports-only-'],
    ['src/model/a.ts', 'node:fs', 'model-does-no-io'],
    ['src/policy/a.ts', 'node_modules/ajv/', 'the-core-imports-no-package'],
    ['src/webhook/a.ts', 'node_modules/express/', 'only-server--imports-express'],
    ['src/main/a.ts', 'node_modules/@kubernetes/client-node/', '-imports-kubernetes-client-node'],
    ['src/main/cli.ts', 'src/cluster/client.ts', 'kubernetes-client-on-demand'],
    ['src/rules/state/a.ts', 'src/rules/object/b.ts', 'no-rule-imports-another-rule'],
  ])('reports that %s imports %s', (from, to, rule) => {
    expect(violations([{ from, to }])).toContainEqual(expect.stringContaining(rule));
  });

  it.each([
    ['src/model/a.ts', 'src/model/b.ts'],
    ['src/model/a.ts', 'node:crypto'],
    ['src/rules/a.ts', 'src/model/b.ts'],
    ['src/rules/state/a.ts', 'src/rules/context/b.ts'],
    ['src/server/a.ts', 'node_modules/express/'],
    ['src/cluster/client.ts', 'node_modules/@kubernetes/client-node/'],
    ['src/main/hooks.ts', 'src/cluster/client.ts'],
  ])('allow %s to import %s', (from, to) => {
    expect(violations([{ from, to }])).toEqual([]);
  });

  it('hold in src/', () => {
    const dependencies = readDependencies(join(import.meta.dirname, '..', '..'));
    expect(dependencies.length).toBeGreaterThan(500);
    expect(violations(dependencies)).toEqual([]);
  });
});
