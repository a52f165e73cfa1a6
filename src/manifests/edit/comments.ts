import { Lexer } from 'yaml';

/** A comment with its `#`, without the line end. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Tokens of the lexer that have no text: document start, flow error, scalar. */
const marks: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/** The comments of a YAML text in order. */
export function findComments(text: string): readonly Comment[] {
  const comments: Comment[] = [];
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (marks.has(lexeme)) {
      isScalar = lexeme === '\u001f';
      continue;
    }
    if (!isScalar && lexeme.startsWith('#'))
      comments.push({ start: at, end: at + lexeme.length, text: lexeme });
    isScalar = false;
    at += lexeme.length;
  }
  return comments;
}
