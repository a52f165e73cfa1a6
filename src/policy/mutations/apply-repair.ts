import type { FieldPath } from '../../domain/field-path.ts';
import type { Json, JsonObject } from '../../domain/json.ts';
import type { Repair } from './mutation.ts';

/** The object with one repair made; only what leads to the repaired value is copied. */
export function applyRepair(object: Json, { op, path, after }: Repair): Json {
  return changeAt(object, path, op === 'remove' ? undefined : after);
}

/** `after` undefined removes. A path of a repair always leads somewhere: it was found in this very object. */
function changeAt(container: Json, path: FieldPath, after: Json | undefined): Json {
  const [step, ...rest] = path;
  if (Array.isArray(container) && typeof step === 'number') {
    const elements = container as readonly Json[];
    if (rest.length > 0) return elements.with(step, changeAt(elements[step] as Json, rest, after));
    return after === undefined ? elements.toSpliced(step, 1) : elements.with(step, after);
  }
  const fields = container as JsonObject;
  const name = step as string;
  if (rest.length > 0) return { ...fields, [name]: changeAt(fields[name] as Json, rest, after) };
  if (after !== undefined) return { ...fields, [name]: after };
  const { [name]: _removed, ...others } = fields;
  return others;
}
