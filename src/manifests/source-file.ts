import { LineCounter } from 'yaml';

/** The text of one input. */
export interface SourceFile {
  /** The path as given by the user, or `<stdin>`. */
  readonly name: string;
  /** Without a byte order mark; line endings as in the file. */
  readonly text: string;
  readonly lines: LineCounter;
  readonly hasByteOrderMark: boolean;
}

/** Why an input or one of its documents could not be read. */
export interface InputProblem {
  readonly file: string;
  /** Starts at 1, in UTF-16 units; absent for a problem of the whole file. */
  readonly line?: number;
  readonly column?: number;
  /** The caller puts the file name before the message. */
  readonly message: string;
  readonly fix: string;
  /** A template causes errors in many documents, so it is reported once. */
  readonly isTemplate?: true;
}

/** `lines` is empty until the parser reads the text. */
export function toSourceFile(name: string, text: string, hasByteOrderMark = false): SourceFile {
  return { name, text, lines: new LineCounter(), hasByteOrderMark };
}
