import { readdirSync } from 'node:fs';
import { type Generator, generatedNotice } from './generator.ts';

/** `no-scheme` to `noScheme`. */
function toIdentifier(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

interface Member {
  readonly id: string;
  /** Relative to the index. */
  readonly path: string;
}

function membersOf({ folder, parts }: List): readonly Member[] {
  return parts
    .flatMap((part) =>
      readdirSync(`${folder}/${part}`)
        .filter((name) => name.endsWith('.ts') && !name.startsWith('index'))
        .map((name) => ({
          id: name.slice(0, -'.ts'.length),
          path: `./${part}${part === '' ? '' : '/'}${name}`,
        })),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface List {
  readonly folder: string;
  /** Subfolders that contain the members; an empty name is the folder itself. */
  readonly parts: readonly string[];
  readonly file: string;
  readonly comment: string;
  readonly type: string;
  readonly typeFrom: string;
  readonly constant: string;
}

const lists: readonly List[] = [
  {
    folder: 'src/rules',
    parts: ['object', 'state', 'change'],
    file: 'index.ts',
    comment: 'Every rule, by id.',
    type: 'AnyRule',
    typeFrom: './rule.ts',
    constant: 'rules',
  },
  {
    folder: 'src/rules/mutations/catalog',
    parts: [''],
    file: 'index.ts',
    comment: 'Every mutation, by id.',
    type: 'Mutation',
    typeFrom: '../mutation.ts',
    constant: 'mutations',
  },
];

function render(list: List): string {
  const { comment, type, typeFrom, constant } = list;
  const members = membersOf(list);
  const names = members.map(({ id }) => toIdentifier(id));
  const onOneLine = `export const ${constant}: readonly ${type}[] = [${names.join(', ')}];`;
  return [
    generatedNotice,
    ...[
      { path: typeFrom, clause: `type { ${type} }` },
      ...members.map(({ id, path }) => ({ path, clause: toIdentifier(id) })),
    ]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, clause }) => `import ${clause} from '${path}';`),
    '',
    `/** ${comment} */`,
    // The same line breaks as the formatter.
    ...(onOneLine.length <= 110
      ? [onOneLine]
      : [`export const ${constant}: readonly ${type}[] = [`, ...names.map((name) => `  ${name},`), '];']),
    '',
  ].join('\n');
}

/** Generates the lists of rules and mutations. Each list contains every file of its folder. */
export default {
  generate: async () => new Map(lists.map((list) => [`${list.folder}/${list.file}`, render(list)])),
} satisfies Generator;
