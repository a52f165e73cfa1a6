/**
 * A range in one line of a file. Lines and columns start at 1. Columns count UTF-16 units. `endColumn` is
 * exclusive.
 */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The complete line without its line break; empty if it must not be displayed. */
  readonly sourceLine: string;
}
