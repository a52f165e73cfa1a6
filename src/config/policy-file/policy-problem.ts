import type { FieldPath } from '../../model/text/field-path.ts';

/** An error in a policy, by path. */
export interface PolicyFault {
  readonly path: FieldPath;
  /** The key itself is wrong, not its value. */
  readonly isAboutKey?: true;
  /** Continues a sentence that begins with the path. */
  readonly message: string;
}

/** An error with its place in the file. */
export interface PolicyProblem {
  /** From 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** `rules.rollout-drain`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
}

/** `12:5: rules.rollout-drain must be one of ...`; the file name and a colon precede it. */
export function formatPolicyProblem({ line, column, path, message }: PolicyProblem): string {
  return `${line}:${column}: ${path === '' ? '' : `${path} `}${message}`;
}
