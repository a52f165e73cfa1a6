import { Composer, Parser } from 'yaml';
import { isJsonObject } from '../model/json.ts';
import { readTree, yamlOptions } from './yaml-tree.ts';

/**
 * The values of all documents of a YAML text, without positions; undefined where anything is wrong with one of them. The tree of a
 * document is let go of as soon as it is read, and one of a long list never comes into being: memory follows the values, and the
 * garbage collector, which takes most of the time otherwise, has little to do. Never throws.
 */
export function skimYaml(text: string): readonly unknown[] | undefined {
  const list = skimList(text);
  return list === undefined ? skimDocuments(text) : [list];
}

function skimDocuments(text: string): readonly unknown[] | undefined {
  try {
    const values: unknown[] = [];
    for (const tree of new Composer(yamlOptions).compose(new Parser().parse(text))) {
      const read = readTree(tree);
      if (!('value' in read)) return undefined;
      values.push(read.value);
    }
    return values;
  } catch {
    return undefined;
  }
}

/** A line that begins an element of the list, goes on with one, or stands between two. */
const lineOfItems = /^[-# \n]/;

/**
 * A document as `oc get -o yaml` writes it, one list of whole objects: each element is a YAML text of its own. Whatever the elements
 * share with one another (anchors, directives, other documents) cannot be read on its own, and gives undefined.
 */
function skimList(text: string): unknown {
  // Each with its line break: block scalars may keep it.
  const lines = text.replace(/^---\n/, '').split(/(?<=\n)/);
  const head = lines.indexOf('items:\n') + 1;
  if (
    head === 0 ||
    lines[head]?.startsWith('- ') !== true ||
    lines.some((line) => /^(?:---|\.\.\.|%)/.test(line))
  )
    return undefined;
  const length = lines.slice(head).findIndex((line) => !lineOfItems.test(line));
  const tail = length === -1 ? lines.length : head + length;
  const [around, ...others] = skimDocuments([...lines.slice(0, head), ...lines.slice(tail)].join('')) ?? [];
  if (!isJsonObject(around) || others.length > 0) return undefined;
  const items: unknown[] = [];
  for (const element of elementsOf(lines.slice(head, tail))) {
    const [read] = skimDocuments(element) ?? [];
    if (!Array.isArray(read) || read.length !== 1) return undefined;
    items.push(read[0]);
  }
  return { ...around, items };
}

function* elementsOf(lines: readonly string[]): Generator<string> {
  let start = 0;
  for (let end = 1; end <= lines.length; end++) {
    if (end < lines.length && lines[end]?.startsWith('-') !== true) continue;
    yield lines.slice(start, end).join('');
    start = end;
  }
}
