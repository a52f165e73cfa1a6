import { fieldOf, isJsonObject, valueAt } from '../../model/json.ts';
import { type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import * as explain from './all-errors.generated.ts';
import type { CompiledValidator } from './compiled-validator.ts';
import * as quick from './first-error.generated.ts';
import { describeProblem } from './structure-message.ts';

/** Something in the object that has not the shape its kind prescribes. */
export interface StructureProblem {
  readonly path: FieldPath;
  /** What was expected and what came: `must be an array of objects, and is a string`. */
  readonly message: string;
}

/** More are counted, not told: nobody reads them, and an answer has to stay small. */
const mostProblems = 50;

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
 * What in an object has not the shape that its kind prescribes (DOMAIN 1.2): types, required fields, the values of
 * mirrorSourcePolicy. Sources and mirrors are taken as any strings: whether they are locations is for rules to say.
 *
 * @param object an API object or anything else, as decoded from JSON
 * @returns in document order; at most 50, then one on the list that says how many more there are
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
  if (Array.isArray(list)) {
    for (const [index, candidate] of list.entries()) {
      const path = [...listPath, index];
      found.addErrorsOf(entry, candidate, path);
      const mirrors = isJsonObject(candidate) ? fieldOf(candidate, 'mirrors') : undefined;
      if (!Array.isArray(mirrors)) continue;
      for (const [position, mirror] of mirrors.entries())
        if (typeof mirror !== 'string') found.add([...path, 'mirrors', position], 'type');
    }
  }
  return found.told();
}

class Problems {
  private readonly problems: StructureProblem[] = [];
  private untold = 0;
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
    const told = new Set<string>();
    for (const { instancePath, keyword, params } of validator.errors ?? []) {
      const missing = keyword === 'required' ? `/${String(params.missingProperty)}` : '';
      // A value of the wrong type breaks its enum too; the first says it better.
      if (told.has(instancePath + missing)) continue;
      told.add(instancePath + missing);
      // Only names of our own schemas come up here, and none of them is escaped in a JSON pointer.
      this.add([...at, ...(instancePath + missing).split('/').slice(1)], keyword);
    }
  }

  add(path: FieldPath, keyword: string): void {
    if (this.problems.length === mostProblems) this.untold++;
    else
      this.problems.push({
        path,
        message: describeProblem(this.kind, path, keyword, valueAt(this.object, path)),
      });
  }

  told(): readonly StructureProblem[] {
    if (this.untold === 0) return this.problems;
    return [
      ...this.problems,
      { path: this.listPath, message: `and ${this.untold} more places have not the shape they should have` },
    ];
  }
}
