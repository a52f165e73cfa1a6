import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { type FieldPath, formatFieldPath } from '../../model/text/field-path.ts';
import * as explain from './all-errors.generated.ts';
import type { CompiledValidator } from './compiled-validator.ts';
import * as quick from './first-error.generated.ts';
import { describeProblem } from './structure-message.ts';

/** A field of the object that does not match the schema of its kind. */
export interface StructureProblem {
  readonly path: FieldPath;
  /** The expected and the actual value: `mirrors must be a list of strings, but is an object`. */
  readonly message: string;
}

/** Further problems are only counted, to limit the size of the response. */
const maxProblems = 50;

interface Validators {
  readonly whole: CompiledValidator;
  readonly head: CompiledValidator;
  readonly entry: CompiledValidator;
}

const validators: Readonly<Record<MirrorSetKind, Validators>> = {
  ImageDigestMirrorSet: {
    whole: quick.ImageDigestMirrorSetWhole,
    head: explain.ImageDigestMirrorSetHead,
    entry: explain.ImageDigestMirrorSetEntry,
  },
  ImageTagMirrorSet: {
    whole: quick.ImageTagMirrorSetWhole,
    head: explain.ImageTagMirrorSetHead,
    entry: explain.ImageTagMirrorSetEntry,
  },
  ImageContentSourcePolicy: {
    whole: quick.ImageContentSourcePolicyWhole,
    head: explain.ImageContentSourcePolicyHead,
    entry: explain.ImageContentSourcePolicyEntry,
  },
};

const none: readonly StructureProblem[] = [];

/**
 * Finds fields that do not match the schema of the kind (DOMAIN 1.2): types, required fields, values of
 * mirrorSourcePolicy. Sources and mirrors can be any strings; format rules evaluate them.
 *
 * @param object an API object or anything else, as decoded from JSON
 * @returns in document order; at most 50, then one on the list with the number of further problems
 * Cost: linear in the entries and mirrors; never throws.
 */
export function findStructureProblems(kind: MirrorSetKind, object: unknown): readonly StructureProblem[] {
  return validators[kind].whole(object) ? none : explainProblems(kind, object);
}

function explainProblems(kind: MirrorSetKind, object: unknown): readonly StructureProblem[] {
  const { head, entry } = validators[kind];
  const listPath: FieldPath = ['spec', mirrorSetKinds[kind].listField];
  const found = new Problems(kind, object, listPath);
  found.addErrorsOf(head, object, []);

  const list = valueAt(object, listPath);
  for (const [index, candidate] of elementsOf(list).entries()) {
    const path = [...listPath, index];
    found.addErrorsOf(entry, candidate, path);
    const mirrors = isJsonObject(candidate) ? fieldOf(candidate, 'mirrors') : undefined;
    for (const [position, mirror] of elementsOf(mirrors).entries())
      if (typeof mirror !== 'string') found.add([...path, 'mirrors', position], 'type');
  }
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

  addErrorsOf(validator: CompiledValidator, value: unknown, at: FieldPath): void {
    if (validator(value)) return;
    const reported = new Set<string>();
    for (const { instancePath, keyword, params } of validator.errors ?? []) {
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
