import { findUndenied } from './denied-objects.ts';
import { modelResult } from './model-result.ts';
import { operatorResult } from './operator-result.ts';
import type { Vector, VectorResult } from './vector.ts';

/** A field in which the model and a vector differ. Values are JSON text; `nothing` for an absent value. */
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

/** The differences between the model and a vector; empty if they agree. */
export function compareWithModel(vector: Vector): Difference[] {
  const { input, expect, by } = vector;
  const actual = by === undefined ? modelResult(input) : operatorResult(vector);
  const undenied = findUndenied(vector.refusedByApiServer ?? []);
  return [
    ...compareResults(expect, actual),
    ...undenied.map((object) => difference('refusedByApiServer', object, 'not denied')),
  ];
}

/** Compares each field for equality, except for the file name in an error of the registries.conf loader. */
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

/** Parses policy.json, so its formatting is not compared. */
function contentOf(field: keyof VectorResult, result: VectorResult): string | undefined {
  const value = result[field];
  return canonical(field === 'policyJson' && typeof value === 'string' ? JSON.parse(value) : value);
}

/**
 * JSON with sorted names. Encoders differ in whether they omit empty lists, null and false, so these count as
 * absent.
 */
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

/** Reports the first element that differs instead of both lists. */
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
