import type { Json } from '../../model/json.ts';
import type { MirrorSetKind } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import type { ExampleObject } from '../example.ts';

export interface MutationMeta {
  /** What is done, in one sentence. */
  readonly summary: string;
  /** Why nothing is lost by it. */
  readonly why: string;
  /** `on`: no accepted object changes its meaning by it. `off`: it changes objects that the API server accepts. */
  readonly default: 'on' | 'off';
  /** First version of mirrorguard that has it. */
  readonly since: string;
  /** Default: all three. */
  readonly kinds?: readonly MirrorSetKind[];
  readonly examples: readonly { readonly before: ExampleObject; readonly after: ExampleObject }[];
}

/** An entry while it is repaired; `policy` is whatever stands in the field. */
export interface DraftEntry {
  readonly source: string;
  readonly mirrors: readonly Json[];
  readonly policy: Json | undefined;
}

/** A repair that is made always in the same way. Reordering, renaming and setting of policies are not among them (DOMAIN 11). */
export type Mutation = {
  /** Also the file, the test, the page, the audit key and the name in the configuration. */
  readonly id: string;
  readonly meta: MutationMeta;
} & (
  | {
      /** Rewrites the text of a source or mirror. It is made only where the result of all such repairs is well-formed. */
      readonly acts: 'on-values';
      /** Steps build on one another: whitespace hides the scheme and the slash. */
      readonly turn: 1 | 2 | 3;
      /** What was done, to be read before `: "before" is now "after"`. */
      readonly deed: string;
      rewrite(text: string): string;
    }
  | {
      /** Removes elements of one entry's mirrors. */
      readonly acts: 'on-mirrors';
      /** Positions to remove, with what to say about each. */
      remove(entry: DraftEntry): Iterable<{ readonly index: number; readonly message: string }>;
    }
  | {
      /** Removes a field that has no meaning for the kind. */
      readonly acts: 'on-fields';
      readonly field: readonly string[];
      readonly message: string;
    }
);

export function defineMutation(mutation: Mutation): Mutation {
  return mutation;
}

/** One change that was made. */
export interface Repair {
  /** Id of the mutation. */
  readonly mutation: string;
  readonly op: 'replace' | 'remove';
  /** Where the value stands in the object as it came. */
  readonly path: FieldPath;
  readonly before: Json;
  /** Absent when the value was removed. */
  readonly after?: Json;
  readonly message: string;
}
