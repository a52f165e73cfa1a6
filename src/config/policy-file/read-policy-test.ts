import { fieldOf, isJsonObject, type JsonObject, valueAt } from '../../model/json.ts';
import { isMirrorSetKind } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import type { Operation } from '../../rules/subject.ts';
import { isDayOrTime } from './day-or-time.ts';
import { readDocument } from './policy-document.ts';
import type { PolicyFault, PolicyProblem } from './policy-problem.ts';
import { policyTestSchema } from './policy-test-schema.ts';
import { findSchemaFaults } from './schema-faults.ts';
import { policyTest } from './validate.generated.ts';

export interface Expectation {
  readonly verdict?: 'allow' | 'deny';
  readonly rules?: readonly string[];
  readonly notRules?: readonly string[];
  readonly messages?: readonly string[];
  readonly exemptions?: readonly string[];
}

export interface PolicyCase {
  readonly name: string;
  readonly operation?: Operation;
  readonly object?: JsonObject;
  readonly oldObject?: JsonObject;
  readonly cluster?: readonly JsonObject[];
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly now?: string;
  readonly expect: Expectation;
}

/** The content of a file. Paths are relative to the file. */
export interface PolicyTest {
  readonly policy?: string;
  readonly cluster?: readonly string[];
  readonly cases: readonly PolicyCase[];
}

/** Reads the cases of `mirrorguard policy test`. Reports all errors at once, by line. Never throws. */
export function readPolicyTest(
  text: string,
): { readonly test: PolicyTest } | { readonly problems: readonly PolicyProblem[] } {
  const document = readDocument(text);
  if ('problems' in document) return document;
  const { value, locate } = document;
  if (value === null || value === undefined)
    return { problems: [{ line: 1, column: 1, path: '', message: 'is empty; add "cases"' }] };
  const shapeFaults = findSchemaFaults(value, { validate: policyTest, schema: policyTestSchema() });
  const cases = fieldOf(value, 'cases');
  const isValid = (index: number) =>
    !shapeFaults.some(({ path: [part, at] }) => part === 'cases' && at === index);
  const meant = Array.isArray(cases)
    ? cases.flatMap((each, index) => (isValid(index) ? caseFaults(each as PolicyCase, index) : []))
    : [];
  const faults = [...shapeFaults, ...meant];
  if (faults.length > 0)
    return { problems: faults.map(locate).sort((a, b) => a.line - b.line || a.column - b.column) };
  return { test: value as PolicyTest };
}

function caseFaults(
  { operation, object, oldObject, now }: PolicyCase,
  index: number,
): readonly PolicyFault[] {
  const path = ['cases', index];
  const faults: PolicyFault[] = [];
  if (operation === 'DELETE' && oldObject === undefined)
    faults.push({ path, message: 'must have "oldObject" for DELETE' });
  if (operation !== 'DELETE' && object === undefined) faults.push({ path, message: 'must have "object"' });
  for (const [field, given] of Object.entries({ object, oldObject })) {
    if (given === undefined || isGuarded(given)) continue;
    faults.push({
      path: [...path, field],
      message:
        'must be an ImageDigestMirrorSet, ImageTagMirrorSet, ImageContentSourcePolicy or Image "cluster"',
    });
  }
  if (now !== undefined && !isDayOrTime(now)) {
    const message = `must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), but is ${quote(now)}`;
    faults.push({ path: [...path, 'now'], message });
  }
  return faults;
}

function isGuarded(object: JsonObject): boolean {
  if (!isJsonObject(object)) return false;
  if (object.kind === 'Image') return valueAt(object, ['metadata', 'name']) === 'cluster';
  return isMirrorSetKind(object.kind);
}
