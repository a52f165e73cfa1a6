import fc from 'fast-check';
import { stringify } from 'yaml';
import { each, type Wrapper, wrappers } from '../../../src/engine/wrappers.ts';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { mirrorSet } from '../../support/random-world.ts';
import { mirrorSetObject } from '../../support/world-objects.ts';
import { type ByteChange, byteChanges, changeBytes } from '../arbitraries/change-bytes.ts';
import { changeJson, jsonChanges } from '../arbitraries/change-json.ts';
import { clusterObjects } from '../arbitraries/cluster-objects.ts';

export interface ManifestInput extends JsonObject {
  readonly text: string;
  /** Mirror sets that the parser must find in the text. */
  readonly holds: readonly JsonObject[];
}

const wrapped = fc
  .record({
    set: mirrorSet.map(mirrorSetObject),
    wrapper: fc.constantFrom(...wrappers),
    isJson: fc.boolean(),
  })
  .map(({ set, wrapper, isJson }) => ({
    document: wrap(wrapper, set, isJson),
    holds: containsObjects(wrapper) ? [set] : [],
  }));

const plain = mirrorSet.map(mirrorSetObject).map((set) => ({ document: set as Json, holds: [set] }));

const listed = fc.array(mirrorSet.map(mirrorSetObject), { maxLength: 3 }).map((items) => ({
  document: { apiVersion: 'v1', kind: 'List', items } as Json,
  holds: items,
}));

const changed = fc
  .tuple(fc.oneof(wrapped, plain, listed), jsonChanges)
  .map(([{ document }, changes]) => ({ document: changeJson(document, changes), holds: [] }));

const around = clusterObjects.map((items) => ({
  document: { apiVersion: 'v1', kind: 'List', items } as Json,
  holds: [],
}));

const styles = fc.record({
  indentSeq: fc.boolean(),
  lineWidth: fc.constantFrom(0, 40, 80),
  defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'),
  defaultKeyType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE'),
});

const disturbances = [
  '\t',
  ': ',
  '- ',
  '&a ',
  '*a',
  '<<: *a',
  '"',
  "'",
  '|\n',
  '>-\n',
  '# mirrorguard-ignore\n',
  '---\n',
  '...\n',
  '{{ if .x }}',
  '!!binary ',
  '%YAML 1.1\n',
  '\ufeff',
  '\u0085',
  '\r\n',
  '? ',
  '[',
];

export const manifestInputs: fc.Arbitrary<ManifestInput> = fc
  .record({
    documents: fc.array(fc.oneof(wrapped, plain, listed, changed, around), { minLength: 1, maxLength: 4 }),
    style: styles,
    bytes: fc.oneof(fc.constant([]), byteChanges(disturbances)),
  })
  .map(({ documents, style, bytes }) => {
    const text = documents.map(({ document }) => stringify(document, style)).join('---\n');
    const holds = bytes.length === 0 ? documents.flatMap(({ holds }) => holds) : [];
    return { text: toText(text, bytes), holds };
  });

function toText(text: string, bytes: readonly ByteChange[]): string {
  return changeBytes(Buffer.from(text), bytes).toString();
}

/**
 * Whether the wrapper contains a complete mirror set. The parser names a mirror set of bare entries itself.
 */
function containsObjects({ holds }: Wrapper): boolean {
  return holds !== 'sources' && holds !== 'registries' && holds !== 'spec';
}

function wrap({ kind, path, holds }: Wrapper, set: JsonObject, isJson: boolean): Json {
  const head = kind === undefined ? {} : { apiVersion: 'v1', kind, metadata: { name: 'wrapper' } };
  return merge(head, nest(path, content(holds, set, isJson))) as Json;
}

function content(holds: Wrapper['holds'], set: JsonObject, isJson: boolean): Json {
  const text = isJson ? JSON.stringify(set) : stringify(set);
  switch (holds) {
    case 'objects':
      return set;
    case 'values':
      return { extraObjects: [set] };
    case 'text':
      return text;
    case 'base64':
      return Buffer.from(text).toString('base64');
    case 'sources':
      return Object.values(set.spec as JsonObject)[0] ?? [];
    case 'spec':
      return { registrySources: { blockedRegistries: ['docker.io'] } };
    case 'registries':
      return '[[registry]]\nlocation = "quay.io/a"\n[[registry.mirror]]\nlocation = "m.io/a"\n';
  }
}

/** `each` is a key of a ConfigMap or Secret below data, and a list index elsewhere. */
function nest(path: Wrapper['path'], value: Json, parent: string | number = ''): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step !== each) return { [step]: nest(rest, value, step) };
  const isMap = ['data', 'stringData'].includes(String(parent));
  return isMap ? { 'a.yaml': nest(rest, value) } : [nest(rest, value)];
}

function merge(a: Json, b: Json): Json {
  const isMap = (value: Json): value is JsonObject =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isMap(a) || !isMap(b)) return b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      key in a && key in b ? merge(a[key] ?? null, b[key] ?? null) : ((a[key] ?? b[key]) as Json),
    ]),
  );
}
