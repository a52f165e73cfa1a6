import { Composer, Parser } from 'yaml';
import { isJsonObject } from '../model/json.ts';
import { readTree, yamlOptions } from './yaml-tree.ts';

/**
 * The values of all documents of a YAML text without positions; undefined if one of them has a problem.
 * Releases the tree of each document, and of each element of a long list, after reading it. This bounds
 * memory and garbage collection, which otherwise takes most of the time. Never throws.
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

/** A line that starts or continues a list element, or separates two elements. */
const lineOfItems = /^[-# \n]/;

/**
 * Reads the output of `oc get -o yaml`, which is one list of objects, element by element. Undefined if
 * elements share anchors, directives or documents.
 */
function skimList(text: string): unknown {
  // Block scalars can preserve the line break, so lines keep it.
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
