import { LineCounter } from 'yaml';

/** The text of one input, with its lines counted. */
export interface SourceFile {
  /** As the user named it: a path, or `<stdin>`. */
  readonly name: string;
  /** Without a byte order mark; line ends as in the file. */
  readonly text: string;
  readonly lines: LineCounter;
  readonly hasByteOrderMark: boolean;
}

/** What kept an input, or a document of it, from being read. */
export interface InputProblem {
  readonly file: string;
  /** From 1, in UTF-16 units; absent where the file as a whole is meant. */
  readonly line?: number;
  readonly column?: number;
  /** What is wrong, to be read after the file's name. */
  readonly message: string;
  readonly fix: string;
}

/** The parser counts lines while it reads; until then `lines` is empty. */
export function toSourceFile(name: string, text: string, hasByteOrderMark = false): SourceFile {
  return { name, text, lines: new LineCounter(), hasByteOrderMark };
}
