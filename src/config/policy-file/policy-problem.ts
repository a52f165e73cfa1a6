import type { FieldPath } from '../../model/text/field-path.ts';

/** An error in a policy, by path. */
export interface PolicyFault {
  readonly path: FieldPath;
  /** Whether the key itself is wrong, not its value. */
  readonly isAboutKey?: true;
  /** The caller puts the path before the message. */
  readonly message: string;
}

/** An error with its position in the file. */
export interface PolicyProblem {
  /** Starts at 1; columns are in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** `rules.rollout-drain`; empty for an error of the whole file. */
  readonly path: string;
  readonly message: string;
}

/** `12:5: rules.rollout-drain must be one of ...`; the caller puts the file name before it. */
export function formatPolicyProblem({ line, column, path, message }: PolicyProblem): string {
  return `${line}:${column}: ${path === '' ? '' : `${path} `}${message}`;
}
