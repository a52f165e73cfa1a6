/** Checks every import of src/, including type imports, against dependency-rules.ts. Biome checks cycles. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';
import { type DependencyRule, dependencyRules } from './dependency-rules.ts';

export interface Dependency {
  readonly from: string;
  /** A path from the root, `node_modules/NAME/` or `node:NAME`. */
  readonly to: string;
}

/** The specifiers that a module imports or exports from: static, type-only and dynamic. */
export function importsOf(source: string, { isTsx = false } = {}): readonly string[] {
  const found = new Set<string>();
  visit(parseSync(source, { syntax: 'typescript', tsx: isTsx, target: 'es2024' }), (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.add(specifier);
  });
  return [...found];
}

type Node = Readonly<Record<string, unknown>>;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
  } else if (typeof value === 'object' && value !== null) {
    see(value as Node);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return textOf(node.source);
    case 'TsImportType':
      return textOf(node.argument);
    case 'CallExpression':
      return (node.callee as Node).type === 'Import' ? dynamicSpecifier(node) : undefined;
    default:
      return undefined;
  }
}

function dynamicSpecifier({ arguments: args }: Node): string {
  const [first] = args as readonly { readonly expression: Node }[];
  const specifier = textOf(first?.expression);
  if (specifier === undefined)
    throw new Error('import() must have a string literal, or it cannot be checked');
  return specifier;
}

function textOf(literal: unknown): string | undefined {
  const { type, value } = (literal ?? {}) as Node;
  return type === 'StringLiteral' && typeof value === 'string' ? value : undefined;
}

/** The module that a specifier refers to in a file of the project. */
export function resolveSpecifier(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(from), specifier));
  if (specifier.startsWith('node:')) return specifier;
  if (builtinModules.includes(specifier)) return `node:${specifier}`;
  const [scopeOrName = '', name = ''] = specifier.split('/');
  return `node_modules/${scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName}/`;
}

/** One line per dependency that breaks a rule, in the order of the dependencies. */
export function violations(
  dependencies: readonly Dependency[],
  rules: readonly DependencyRule[] = dependencyRules,
): readonly string[] {
  return dependencies.flatMap(({ from, to }) =>
    rules
      .filter((rule) => isBroken(rule, { from, to }))
      .map(({ name, comment }) => `${from} imports ${to}, but ${name}: ${comment}`),
  );
}

function isBroken(rule: DependencyRule, { from, to }: Dependency): boolean {
  const groups = new RegExp(rule.from.path).exec(from);
  if (groups === null || matchesAny(rule.from.pathNot, from)) return false;
  const withGroups = (pattern: string) =>
    pattern.replace(/\$(\d)/g, (_, index) => groups[Number(index)] ?? '');
  const excluded = [rule.to.pathNot ?? []].flat().map(withGroups);
  return new RegExp(withGroups(rule.to.path)).test(to) && !matchesAny(excluded, to);
}

function matchesAny(patterns: string | readonly string[] = [], path: string): boolean {
  return [patterns].flat().some((pattern) => new RegExp(pattern).test(path));
}

export function readDependencies(root: string): readonly Dependency[] {
  return globSync('src/**/*.{ts,tsx}', { cwd: root })
    .sort()
    .flatMap((from) =>
      importsOf(readFileSync(join(root, from), 'utf8'), { isTsx: from.endsWith('.tsx') }).map(
        (specifier) => ({
          from,
          to: resolveSpecifier(from, specifier),
        }),
      ),
    );
}

function unresolved(dependencies: readonly Dependency[], root: string): readonly string[] {
  return dependencies
    .filter(({ to }) => !to.startsWith('node:') && !existsSync(join(root, to)))
    .map(({ from, to }) => `${from} imports ${to}, which does not exist`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = join(import.meta.dirname, '..');
  const dependencies = readDependencies(root);
  const problems = [...unresolved(dependencies, root), ...violations(dependencies)];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
