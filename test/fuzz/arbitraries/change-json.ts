import fc from 'fast-check';
import type { Json, JsonObject } from '../../../src/model/json.ts';
import { unicodeText } from '../../support/unicode-text.ts';

/** Values for any field: other types, control characters, names of prototypes, long strings. */
const hostileTexts = [
  '',
  ' ',
  '/',
  '*',
  '*.',
  '\u0000',
  '\ud800',
  '\u2028',
  '\n',
  '__proto__',
  'constructor',
  'https://user:secret@a.io/x?token=y',
  'a'.repeat(300),
  'a.'.repeat(200),
  'quay.io/a:tag',
  `quay.io/a@sha256:${'0'.repeat(64)}`,
  'é.io',
  'xn--bcher-kva.io',
  '[::1]:5000/a',
  '-1',
  '<<',
  '&a',
  '{{ .Values.mirror }}',
];

export const hostileValue: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, 0, -1, 1e308, 2 ** 53, [], {}, [[]], [null], [{}]) },
  {
    weight: 1,
    arbitrary: fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as Json),
  },
  { weight: 1, arbitrary: unicodeText({ maxLength: 30 }).map((text) => text.toWellFormed()) },
);

/** A change of a value at any depth. */
export type JsonChange = {
  /** The index of the changed member in a depth-first walk, modulo the number of members. */
  readonly at: number;
  readonly how: 'remove' | 'replace' | 'repeat' | 'wrap' | 'rename';
  readonly value: Json;
};

export const jsonChanges: fc.Arbitrary<readonly JsonChange[]> = fc.array(
  fc.record({
    at: fc.nat(200),
    how: fc.constantFrom(
      'remove' as const,
      'replace' as const,
      'replace' as const,
      'repeat',
      'wrap',
      'rename',
    ),
    value: hostileValue,
  }),
  { maxLength: 3 },
);

type Container = Json[] | Record<string, Json>;

/** Applies changes to a copy. */
export function changeJson(value: Json, changes: readonly JsonChange[]): Json {
  const root = { value: structuredClone(value) as Json };
  for (const change of changes) {
    const places = [...membersOf(root)];
    const place = places[change.at % places.length];
    if (place !== undefined) applyChange(place.holder, place.key, change);
  }
  return root.value ?? null;
}

interface Member {
  readonly holder: Container;
  readonly key: string | number;
}

function* membersOf(holder: Container): Generator<Member> {
  const keys = Array.isArray(holder) ? holder.map((_, index) => index) : Object.keys(holder);
  for (const key of keys) {
    yield { holder, key };
    const child = (holder as Record<string, Json>)[key];
    if (typeof child === 'object' && child !== null) yield* membersOf(child as Container);
  }
}

function applyChange(holder: Container, key: string | number, { how, value }: JsonChange): void {
  // The generator can return the same value again, so it must not be shared.
  const own = structuredClone(value);
  if (Array.isArray(holder)) changeList(holder, Number(key), how, own);
  else changeMap(holder, String(key), how, own);
}

function changeList(list: Json[], index: number, how: JsonChange['how'], value: Json): void {
  const old = list[index] ?? null;
  if (how === 'remove') list.splice(index, 1);
  else if (how === 'repeat') list.splice(index, 0, structuredClone(old));
  else list[index] = how === 'wrap' ? [old] : value;
}

function changeMap(map: Record<string, Json>, key: string, how: JsonChange['how'], value: Json): void {
  const old = map[key] ?? null;
  if (how === 'remove') delete map[key];
  else if (how === 'replace') setOwn(map, key, value);
  else if (how === 'wrap') setOwn(map, key, { [key]: old } as JsonObject);
  else setOwn(map, typeof value === 'string' ? value : `${key}x`, structuredClone(old));
  if (how === 'rename') delete map[key];
}

/** Sets an own property, as JSON.parse does: `__proto__` is an ordinary key. */
function setOwn(map: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}
