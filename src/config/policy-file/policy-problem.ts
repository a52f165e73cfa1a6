import type { FieldPath } from '../../model/text/field-path.ts';

/** Something that is wrong with a policy, before it is known where that stands. */
export interface PolicyFault {
  readonly path: FieldPath;
  /** The key itself is wrong, not its value. */
  readonly isAboutKey?: true;
  /** To be read after the path. */
  readonly message: string;
}

/** The same, where it stands in the file. */
export interface PolicyProblem {
  /** From 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** As `rules.rollout-drain`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** `12:5 rules.rollout-drain: must be one of ...`, to be read after the file's name and a colon. */
export function formatPolicyProblem({ line, column, path, message }: PolicyProblem): string {
  return `${line}:${column}: ${path === '' ? '' : `${path} `}${message}`;
}
