import type { YAMLError } from 'yaml';
import type { InputProblem, SourceFile } from './source-file.ts';

interface Explanation {
  readonly message: string;
  readonly fix: string;
}

/** In our words, where the parser's own would leave an admin searching. */
const explanations: Readonly<Record<string, Explanation>> = {
  TAB_AS_INDENT: { message: 'a tab indents this line, and YAML allows only spaces', fix: 'Indent with spaces.' },
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

/** A syntax error of one document. What follows from a template is said once, as that. */
export function toSyntaxProblem(file: SourceFile, error: YAMLError): InputProblem {
  const [offset] = error.pos;
  const braces = file.text.indexOf('{{');
  if (braces !== -1 && error.code !== 'DUPLICATE_KEY') return toProblem(file, braces, template);
  const known = explanations[error.code];
  return toProblem(
    file,
    offset,
    known ?? { message: `is not valid YAML: ${error.message}`, fix: 'Mend the syntax; nothing in this document was checked.' },
  );
}

/** A mapping used as a key, which is what an unquoted `{{ .Values.x }}` comes to. */
export function toTemplateProblem(file: SourceFile, offset: number): InputProblem {
  return toProblem(file, offset, template);
}

/** What a document does to whoever reads it whole: aliases that grow without bounds, or nesting without end. */
export function toUnreadableProblem(file: SourceFile, offset: number, error: unknown): InputProblem {
  const isTooDeep = error instanceof RangeError;
  return toProblem(file, offset, {
    message: isTooDeep ? 'is nested too deeply to be read' : `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    fix: isTooDeep ? 'Check how the file was made.' : 'Write the values out instead of using aliases.',
  });
}

function toProblem(file: SourceFile, offset: number, explanation: Explanation): InputProblem {
  if (file.lines.lineStarts.length === 0) return { file: file.name, ...explanation };
  const { line, col } = file.lines.linePos(offset);
  return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1), ...explanation };
}
