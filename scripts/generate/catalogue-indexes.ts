import { readdirSync } from 'node:fs';
import { type Generator, generatedNotice } from './generator.ts';

/** `no-scheme` to `noScheme`. */
function toIdentifier(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function idsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.startsWith('index'))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

interface List {
  readonly folder: string;
  readonly file: string;
  readonly comment: string;
  readonly type: string;
  readonly typeFrom: string;
  readonly constant: string;
}

const lists: readonly List[] = [
  {
    folder: 'src/policy/rules',
    file: 'index.ts',
    comment: 'Every rule, by id.',
    type: 'AnyRule',
    typeFrom: '../rule.ts',
    constant: 'rules',
  },
  {
    folder: 'src/policy/mutations/catalogue',
    file: 'index.ts',
    comment: 'Every mutation, by id.',
    type: 'Mutation',
    typeFrom: '../mutation.ts',
    constant: 'mutations',
  },
];

function render({ folder, comment, type, typeFrom, constant }: List): string {
  const ids = idsIn(folder);
  const names = ids.map(toIdentifier);
  const onOneLine = `export const ${constant}: readonly ${type}[] = [${names.join(', ')}];`;
  return [
    generatedNotice,
    `import type { ${type} } from '${typeFrom}';`,
    ...ids.map((id) => `import ${toIdentifier(id)} from './${id}.ts';`),
    '',
    `/** ${comment} */`,
    // As the formatter would have it.
    ...(onOneLine.length <= 140
      ? [onOneLine]
      : [`export const ${constant}: readonly ${type}[] = [`, ...names.map((name) => `  ${name},`), '];']),
    '',
  ].join('\n');
}

/** The lists of rules and of mutations: a file in the folder is in the list, and nothing else has to be told of it. */
export default {
  generate: async () => new Map(lists.map((list) => [`${list.folder}/${list.file}`, render(list)])),
} satisfies Generator;
