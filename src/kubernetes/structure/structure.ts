import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import { entry, entryWithPolicy, object as objectHead } from './all-errors.generated.ts';
import type { CompiledValidator } from './compiled-validator.ts';
import { describeProblem } from './structure-message.ts';

/** A field of the object that does not match the schema of its kind. */
export interface StructureProblem {
  readonly path: FieldPath;
  /** The expected and the actual value: `mirrors must be a list of strings, but is an object`. */
  readonly message: string;
}

/** Further problems are only counted, to limit the size of the response. */
const maxProblems = 50;

/**
 * Finds fields that do not match the schema of the kind (DOMAIN 1.2): types, required fields, values of
 * mirrorSourcePolicy. Sources and mirrors can be any strings; format rules evaluate them.
 *
 * @param object an API object or anything else, as decoded from JSON
 * @returns in document order; at most 50, then one on the list with the number of further problems
 * Cost: linear in the entries and mirrors; never throws.
 */
export function findStructureProblems(kind: MirrorSetKind, object: unknown): readonly StructureProblem[] {
  const { listField, checkedBySchema } = mirrorSetKinds[kind];
  const listPath: FieldPath = ['spec', listField];
  const found = new Problems(kind, object, listPath);
  if (!objectHead(object)) found.addErrors(objectHead.errors, []);

  const list = valueAt(object, listPath);
  if (list !== undefined && !Array.isArray(list)) found.add(listPath, 'type');
  const validate = checkedBySchema ? entryWithPolicy : entry;
  // Validating part by part creates no error objects for the rest of a list with a million malformed entries.
  elementsOf(list).forEach((candidate, index) => {
    if (!validate(candidate)) found.addErrors(validate.errors, [...listPath, index]);
    if (!isJsonObject(candidate)) return;
    elementsOf(fieldOf(candidate, 'mirrors')).forEach((mirror, position) => {
      if (typeof mirror !== 'string') found.add([...listPath, index, 'mirrors', position], 'type');
    });
  });
  return found.reported();
}

function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

class Problems {
  private readonly problems: StructureProblem[] = [];
  private unreported = 0;
  private readonly kind: MirrorSetKind;
  private readonly object: unknown;
  private readonly listPath: FieldPath;

  constructor(kind: MirrorSetKind, object: unknown, listPath: FieldPath) {
    this.kind = kind;
    this.object = object;
    this.listPath = listPath;
  }

  addErrors(errors: CompiledValidator['errors'], at: FieldPath): void {
    const reported = new Set<string>();
    for (const { instancePath, keyword, params } of errors ?? []) {
      const missing = keyword === 'required' ? `/${String(params.missingProperty)}` : '';
      // A value of the wrong type also violates its enum; the type error is clearer.
      if (reported.has(instancePath + missing)) continue;
      reported.add(instancePath + missing);
      // The paths contain only names from the schemas, none of which is escaped in a JSON pointer.
      this.add([...at, ...(instancePath + missing).split('/').slice(1)], keyword);
    }
  }

  add(path: FieldPath, keyword: string): void {
    if (this.problems.length === maxProblems) this.unreported++;
    else
      this.problems.push({
        path,
        message: describeProblem(this.kind, path, keyword, valueAt(this.object, path)),
      });
  }

  reported(): readonly StructureProblem[] {
    if (this.unreported === 0) return this.problems;
    return [
      ...this.problems,
      {
        path: this.listPath,
        message:
          `${formatFieldPath(this.listPath.slice(-1))} has ${this.unreported} more fields with the ` +
          'wrong structure',
      },
    ];
  }
}
