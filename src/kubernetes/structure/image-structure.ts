import { fieldOf, isJsonObject, type Json, type JsonObject, valueAt } from '../../model/json.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { nearestName } from '../../model/text/nearest-name.ts';
import { quote } from '../../model/text/quote.ts';
import { imageConfigLists } from '../read-cluster-config.ts';
import type { StructureProblem } from './structure.ts';
import { describe } from './structure-message.ts';

const sources = 'registrySources';
const sourcesPath = ['spec', sources] as const;

/**
 * Finds fields of Image `cluster` that the API server would reject or drop (DOMAIN 4.7). Other fields of the
 * spec are unknown to this function, because new releases add some.
 */
export function findImageProblems(object: JsonObject): readonly StructureProblem[] {
  const { spec } = object;
  if (spec !== undefined && !isJsonObject(spec)) return [wrongType(['spec'], 'an object', spec)];
  const registrySources = fieldOf(spec, sources);
  const misplaced = isFromServer(object) ? [] : findMisplaced(spec ?? {});
  if (registrySources === undefined) return misplaced;
  if (!isJsonObject(registrySources))
    return [...misplaced, wrongType(sourcesPath, 'an object', registrySources)];
  const unknown = isFromServer(object) ? [] : findUnknown(registrySources);
  return [
    ...misplaced,
    ...unknown,
    ...imageConfigLists.flatMap((list) => findWrongTypes(registrySources, list)),
  ];
}

/** The API server drops unknown fields, so a field that it returns exists in the CRD of its release. */
function isFromServer(object: JsonObject): boolean {
  return valueAt(object, ['metadata', 'uid']) !== undefined;
}

function findMisplaced(spec: JsonObject): readonly StructureProblem[] {
  return Object.keys(spec).flatMap((name) => {
    if ((imageConfigLists as readonly string[]).includes(name))
      return unknownField(['spec', name], `move ${name} under spec.${sources}`);
    return name !== sources && nearestName(name, [sources]) !== undefined
      ? unknownField(['spec', name], `did you mean ${sources}?`)
      : [];
  });
}

function findUnknown(registrySources: JsonObject): readonly StructureProblem[] {
  return Object.keys(registrySources).flatMap((name) => {
    if ((imageConfigLists as readonly string[]).includes(name)) return [];
    const meant =
      nearestName(name, imageConfigLists) ?? imageConfigLists.find((list) => hasSameStart(list, name));
    return unknownField([...sourcesPath, name], meant && `did you mean ${meant}?`);
  });
}

/** `blockedRegistry` is too far from `blockedRegistries` for a spelling error. */
function hasSameStart(list: string, name: string): boolean {
  const start = (text: string) => text.slice(0, 7).toLowerCase();
  return start(list) === start(name);
}

function unknownField(path: FieldPath, suggestion: string | undefined): StructureProblem {
  const advice = suggestion ?? 'remove it';
  return {
    path,
    message: `unknown field ${quote(String(path.at(-1)))} would be dropped without a message; ${advice}`,
  };
}

function findWrongTypes(registrySources: JsonObject, list: string): readonly StructureProblem[] {
  const value = fieldOf(registrySources, list);
  if (value === undefined) return [];
  const path = [...sourcesPath, list];
  if (!Array.isArray(value)) return [wrongType(path, 'a list of strings', value)];
  return value.flatMap((element, index) =>
    typeof element === 'string' ? [] : wrongType([...path, index], 'a string', element),
  );
}

function wrongType(path: FieldPath, expected: string, value: Json): StructureProblem {
  const name = typeof path.at(-1) === 'number' ? `${path.at(-2)}[${path.at(-1)}]` : path.at(-1);
  return { path, message: `${name} must be ${expected}, but is ${describe(value)}` };
}
