import { findUndenied } from './denied-objects.ts';
import { modelResult } from './model-result.ts';
import { operatorResult } from './operator-result.ts';
import type { Vector, VectorResult } from './vector.ts';

/** One field in which the model and a vector disagree, as JSON text; `undefined` where a side has nothing. */
export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
}

const fields = [
  'imgErr',
  'registriesBlocked',
  'policyBlocked',
  'allowed',
  'fileWritten',
  'validateErr',
  'editErr',
  'toml',
  'loadErr',
  'refs',
  'safeNoDrain',
  'syncErr',
  'panic',
  'policyJson',
  'otherFiles',
  'rollout',
] as const satisfies readonly (keyof VectorResult)[];

/** Where the model disagrees with a vector; empty when it agrees in everything. */
export function compareWithModel(vector: Vector): Difference[] {
  const { input, expect, by } = vector;
  const actual = by === undefined ? modelResult(input) : operatorResult(vector);
  const undenied = findUndenied(vector.refusedByApiServer ?? []);
  return [
    ...compareResults(expect, actual),
    ...undenied.map((object) => difference('refusedByApiServer', object, 'not denied')),
  ];
}

/** Field by field and exactly; the name of the file in a message of the loader is the one thing that may differ. */
export function compareResults(expected: VectorResult, actual: VectorResult): Difference[] {
  const differences: Difference[] = [];
  for (const field of fields) {
    if (contentOf(field, expected) === contentOf(field, actual)) continue;
    differences.push(
      field === 'toml'
        ? lineDifference(expected.toml, actual.toml)
        : narrowest(field, expected[field], actual[field]),
    );
  }
  return differences;
}

/** The text of policy.json does not matter, only what it says. */
function contentOf(field: keyof VectorResult, result: VectorResult): string | undefined {
  const value = result[field];
  return canonical(field === 'policyJson' && typeof value === 'string' ? JSON.parse(value) : value);
}

/** JSON with sorted names; empty lists, nulls and false count as absent, because encoders leave them out or not as they like. */
function canonical(value: unknown): string | undefined {
  if (
    value === null ||
    value === undefined ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  )
    return undefined;
  if (typeof value === 'string')
    return JSON.stringify(value.replace(/^loading registries configuration(?: "[^"]*")?: /, 'loading: '));
  if (Array.isArray(value)) return `[${value.map((element) => canonical(element) ?? 'null').join(',')}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const text = canonical(member);
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`];
  });
  return `{${members.sort().join(',')}}`;
}

/** The first element in which two lists differ says more than both lists. */
function narrowest(field: string, expected: unknown, actual: unknown): Difference {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    for (let index = 0; index < length; index++) {
      if (canonical(expected[index]) !== canonical(actual[index]))
        return difference(`${field}[${index}]`, expected[index], actual[index]);
    }
  }
  return difference(field, expected, actual);
}

function lineDifference(expected: string | undefined, actual: string | undefined): Difference {
  const wanted = (expected ?? '').split('\n');
  const got = (actual ?? '').split('\n');
  const line = wanted.findIndex((text, index) => text !== got[index]);
  const at = line === -1 ? wanted.length : line;
  return difference(`toml, line ${at + 1}`, wanted[at], got[at]);
}

function difference(field: string, expected: unknown, actual: unknown): Difference {
  return {
    field,
    expected: JSON.stringify(expected) ?? 'nothing',
    actual: JSON.stringify(actual) ?? 'nothing',
  };
}
