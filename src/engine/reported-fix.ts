import type { SourcePosition } from '../model/text/source-position.ts';

/** A fix of a manifest, with its position in the file. */
export interface ReportedFix {
  readonly mutation: string;
  readonly message: string;
  /** The path in API server notation. */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  /** The position in the original text. */
  readonly position: SourcePosition;
}
