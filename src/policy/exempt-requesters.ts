import { isJsonObject, parseJson } from '../model/json.ts';
import type { Operation } from '../rules/subject.ts';
import type { Requester } from './requester.ts';

/** Requesters whose writes are allowed without evaluation. All members that are set must match. */
export interface ExemptRequester {
  readonly user?: string;
  /** The requester must be in all of these groups. */
  readonly groups?: readonly string[];
  /** Default: all operations. */
  readonly operations?: readonly Operation[];
}

export function isExemptRequester(
  exempt: readonly ExemptRequester[],
  { name, groups }: Requester,
  operation: string,
): boolean {
  return exempt.some(
    ({ user, groups: required = [], operations }) =>
      (user === undefined || user === name) &&
      required.every((group) => groups.includes(group)) &&
      (operations === undefined || operations.some((one) => one === operation)),
  );
}

const operations: ReadonlySet<unknown> = new Set<Operation>(['CREATE', 'UPDATE', 'DELETE']);

/**
 * Reads a JSON list of `ExemptRequester`. The caller puts the name of the setting in front of the problem.
 */
export function readExemptRequesters(
  text: string,
): { readonly value: readonly ExemptRequester[] } | { readonly problem: string } {
  const list = parseJson(text);
  if (!Array.isArray(list)) return { problem: 'must be a JSON list' };
  for (const [index, element] of list.entries()) {
    const problem = problemOf(element);
    if (problem !== undefined) return { problem: `has an invalid element at index ${index}: ${problem}` };
  }
  return { value: list as unknown as readonly ExemptRequester[] };
}

function problemOf(element: unknown): string | undefined {
  if (!isJsonObject(element)) return 'it must be an object';
  const { user, groups = [], operations: given, ...unknown } = element;
  const [name] = Object.keys(unknown);
  if (name !== undefined) return `${JSON.stringify(name)} is not one of user, groups and operations`;
  if (user !== undefined && (typeof user !== 'string' || user === '')) return '"user" must be a name';
  if (!isNameList(groups)) return '"groups" must be a list of names';
  if (given !== undefined && !(Array.isArray(given) && given.every((one) => operations.has(one))))
    return '"operations" must be a list of CREATE, UPDATE and DELETE';
  // Without a user or a group, the element would exempt every requester.
  return user === undefined && groups.length === 0 ? 'it needs "user" or "groups"' : undefined;
}

function isNameList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' && one !== '');
}
