import type { Json } from '../../model/json.ts';
import type { MirrorSetKind } from '../../model/mirror-set.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import type { ExampleObject } from '../example.ts';

interface MutationMeta {
  /** The change, in one sentence. */
  readonly summary: string;
  /** Why the change is safe. */
  readonly why: string;
  /**
   * `on`: the meaning of accepted objects does not change. `off`: it changes objects that the API server
   * accepts.
   */
  readonly default: 'on' | 'off';
  /** First version of mirrorguard with this mutation. */
  readonly since: string;
  /** Default: all three. */
  readonly kinds?: readonly MirrorSetKind[];
  readonly examples: readonly { readonly before: ExampleObject; readonly after: ExampleObject }[];
}

/** An entry during mutation; `policy` is the value of the field, of any type. */
export interface DraftEntry {
  readonly source: string;
  readonly mirrors: readonly Json[];
  readonly policy: Json | undefined;
}

/** A deterministic change. Mutations never reorder mirrors, rename objects or set policies (DOMAIN 11). */
export type Mutation = {
  /** Also the name of the file, test, page and audit key, and the name in the configuration. */
  readonly id: string;
  readonly meta: MutationMeta;
} & (
  | {
      /** Rewrites a source or mirror. Applies only if the result of all such mutations is well-formed. */
      readonly target: 'value';
      /**
       * The order of the steps: whitespace must be removed before the scheme and the slash can be recognised.
       */
      readonly turn: 1 | 2 | 3;
      /** The change in the message, which appends `: changed "before" to "after"`. */
      readonly action: string;
      rewrite(text: string): string;
    }
  | {
      /** Removes elements of one entry's mirrors. */
      readonly target: 'mirrors';
      /** The indexes to remove, each with its message. */
      remove(entry: DraftEntry): Iterable<{ readonly index: number; readonly message: string }>;
    }
  | {
      /** Removes a field that has no meaning for the kind. */
      readonly target: 'field';
      readonly field: readonly string[];
      readonly message: string;
    }
);

export function defineMutation(mutation: Mutation): Mutation {
  return mutation;
}

export interface AppliedMutation {
  /** Id of the mutation. */
  readonly mutation: string;
  readonly op: 'replace' | 'remove';
  /** The path of the value in the original object. */
  readonly path: FieldPath;
  readonly before: Json;
  /** Absent if the value was removed. */
  readonly after?: Json;
  readonly message: string;
}
