import type { YAMLError } from 'yaml';
import type { InputProblem, SourceFile } from './source-file.ts';
import type { StrangeKey } from './yaml-tree.ts';

interface Explanation {
  readonly message: string;
  readonly fix: string;
}

/** In our words, where the parser's own would leave an admin searching. */
const explanations: Readonly<Record<string, Explanation>> = {
  TAB_AS_INDENT: {
    message: 'a tab indents this line, and YAML allows only spaces',
    fix: 'Indent with spaces.',
  },
  DUPLICATE_KEY: {
    message: 'this key stands twice in the same mapping, and only one of the two would be applied',
    fix: 'Remove one, or put both values under one key.',
  },
  BAD_ALIAS: { message: 'this alias leads nowhere', fix: 'Define the anchor before its alias.' },
};

const template: Explanation = {
  message: 'this is a template ("{{"), not YAML yet',
  fix: 'Render it and check the output: `helm template CHART | mirrorguard lint -`.',
};

const secondText: Explanation = {
  message: 'a second JSON text begins here, and a file holds one',
  fix: 'Put them into one list (`jq -s .`), or a line of "---" between them.',
};

const tooDeep: Explanation = {
  message: 'is nested too deeply to be read',
  fix: 'Check how the file was made.',
};

/** Template text where YAML would have a line, a value or an element of its own; elsewhere it may be part of a string. */
const templateText = /^[ \t]*\{\{|[:-] \{\{/m;

/** A syntax error of one document. What follows from a template is said once, as that. */
export function toSyntaxProblem(file: SourceFile, error: YAMLError): InputProblem {
  const templateAt = error.code === 'DUPLICATE_KEY' ? -1 : file.text.search(templateText);
  if (templateAt !== -1) return toProblem(file, file.text.indexOf('{{', templateAt), template);
  // The parser turns an overflow of the stack into a syntax error.
  const known = /call stack/.test(error.message)
    ? tooDeep
    : isSecondText(file.text, error)
      ? secondText
      : explanations[error.code];
  const unknown = {
    message: `is not valid YAML: ${error.message}`,
    fix: 'Mend the syntax; nothing in this document was checked.',
  };
  return toProblem(file, error.pos[0], known ?? unknown);
}

function isSecondText(text: string, { code, pos: [offset] }: YAMLError): boolean {
  return (
    code === 'UNEXPECTED_TOKEN' &&
    text.startsWith('{', offset) &&
    /^\s*\{/.test(text) &&
    text.slice(0, offset).trimEnd().endsWith('}')
  );
}

/** A mapping or list used as a key, to which an unquoted `{{ .Values.x }}` comes, or what was meant as a comment. */
export function toKeyProblem(file: SourceFile, { is, at: offset }: StrangeKey): InputProblem {
  if (is === 'comment') {
    return toProblem(file, offset, {
      message: 'this begins like a comment, and neither JSON nor YAML has comments of this kind',
      fix: 'Remove it, or write YAML with "#".',
    });
  }
  if (file.text.startsWith('{', offset)) return toProblem(file, offset, template);
  return toProblem(file, offset, {
    message: 'this key is a list, and JSON knows only text as keys',
    fix: 'Put it in quotes, if it is meant as text.',
  });
}

/** What a document does to whoever reads it whole: aliases that lead nowhere or grow without bounds, or nesting without end. */
export function toUnreadableProblem(file: SourceFile, offset: number, error: unknown): InputProblem {
  if (error instanceof RangeError) return toProblem(file, offset, tooDeep);
  const reason = error instanceof Error ? error.message : String(error);
  return toProblem(file, offset, {
    message: `cannot be read: ${reason}`,
    fix: 'Write the values out instead of using aliases.',
  });
}

function toProblem(file: SourceFile, offset: number, explanation: Explanation): InputProblem {
  if (file.lines.lineStarts.length === 0) return { file: file.name, ...explanation };
  const { line, col } = file.lines.linePos(offset);
  return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1), ...explanation };
}
