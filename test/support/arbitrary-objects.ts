import fc from 'fast-check';
import { fieldOf, type Json } from '../../src/model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';

export const anyKind = fc.constantFrom(...(Object.keys(mirrorSetKinds) as MirrorSetKind[]));

/** Any JSON value as JSON.parse returns it, which creates `__proto__` as an own property. */
const anyJson: fc.Arbitrary<Json> = fc
  .tuple(fc.constantFrom('a', '__proto__', 'constructor', 'toString'), fc.jsonValue({ maxDepth: 2 }))
  .map(([name, value]) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as Json)
  .chain((object) => fc.constantFrom(object, fieldOf(object, 'a') ?? null));

const location = fc.constantFrom(
  'quay.io/team',
  'm.example.com/team',
  'n.example.com:5000',
  'a.b/c__d',
  'Quay.io/x',
  '*.example.com',
);
const prefix = fc.constantFrom('', '', '', ' ', '\n', 'https://', ' https://', 'http://', 'https:// ');
const suffix = fc.constantFrom('', '', '', ' ', '/', '//', '/ \t', ':v1', '@sha256:0', '\u00a0');

/** A source or mirror, often with a common mistake. */
const anyLocation = fc.tuple(prefix, location, suffix).map((parts) => parts.join(''));

const policy = fc.constantFrom('NeverContactSource', 'AllowContactingSource', '', null, 7);

const entry = fc.record(
  {
    source: fc.oneof({ weight: 8, arbitrary: anyLocation }, { weight: 1, arbitrary: anyJson }),
    mirrors: fc.oneof(
      {
        weight: 8,
        arbitrary: fc.array(
          fc.oneof({ weight: 9, arbitrary: anyLocation }, { weight: 1, arbitrary: anyJson }),
          { maxLength: 6 },
        ),
      },
      { weight: 1, arbitrary: anyJson },
    ),
    mirrorSourcePolicy: policy,
  },
  { requiredKeys: [] },
);

/** JSON for an object of the kind: well-formed, with some mistakes, or of any other shape. */
export function anyObject(kind: MirrorSetKind): fc.Arbitrary<Json> {
  const { apiVersion, listField } = mirrorSetKinds[kind];
  const list = fc.oneof(
    {
      weight: 9,
      arbitrary: fc.array(fc.oneof({ weight: 9, arbitrary: entry }, { weight: 1, arbitrary: anyJson }), {
        maxLength: 5,
      }),
    },
    anyJson,
  );
  const whole = fc.record(
    {
      apiVersion: fc.constant(apiVersion),
      kind: fc.constant(kind),
      metadata: fc.oneof(
        fc.record(
          { name: fc.constant('x'), namespace: fc.constant('y'), labels: anyJson },
          { requiredKeys: [] },
        ),
        anyJson,
      ),
      spec: fc.oneof(
        {
          weight: 9,
          arbitrary: fc.record({ [listField]: list, other: anyJson }, { requiredKeys: [listField] }),
        },
        anyJson,
      ),
      status: fc.constantFrom(null, {}, { a: 1 }),
    },
    { requiredKeys: ['apiVersion', 'kind', 'spec'] },
  );
  return fc
    .oneof({ weight: 9, arbitrary: whole }, { weight: 1, arbitrary: anyJson })
    .map((value) => JSON.parse(JSON.stringify(value)) as Json);
}
