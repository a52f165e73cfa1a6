import type { YAMLError } from 'yaml';
import type { InputProblem, SourceFile } from './source-file.ts';
import type { UnusableKey } from './yaml-tree.ts';

interface Explanation {
  readonly message: string;
  readonly fix: string;
}

/** Messages that are clearer than those of the parser. */
const explanations: Readonly<Record<string, Explanation>> = {
  TAB_AS_INDENT: {
    message: 'this line is indented with a tab, but YAML allows only spaces',
    fix: 'Indent with spaces.',
  },
  DUPLICATE_KEY: {
    message: 'duplicate key in a mapping; only one of the values would be applied',
    fix: 'Remove one of them, or combine the values under one key.',
  },
  BAD_ALIAS: { message: 'this alias has no anchor', fix: 'Define the anchor before its alias.' },
};

interface TemplateLanguage {
  readonly text: RegExp;
  readonly explanation: Explanation;
}

/** Template languages, recognised by text that only the language uses. */
const templates: readonly [TemplateLanguage, ...TemplateLanguage[]] = [
  {
    text: /\{%|\{#/,
    explanation: {
      message: 'this is a Jinja template, not YAML yet',
      fix:
        'Render it and check the output: `ansible localhost -m template -a "src=FILE dest=OUTPUT"`, then ' +
        '`mirrorguard lint OUTPUT`.',
    },
  },
  {
    text: /\{\{[^}]*(?:\.(?:Values|Release|Chart|Capabilities)\b|\b(?:include|template|define)\s+")/,
    explanation: {
      message: 'this is a Helm template, not YAML yet',
      fix: 'Render it and check the output: `helm template CHART | mirrorguard lint -`.',
    },
  },
  {
    text: /\{\{-?\s*(?:[.$(]|(?:range|end|if|else|with|block|hub)\b)/,
    explanation: {
      message: 'this is a Go template, not YAML yet',
      fix: 'Render it with its tool and check the output: `COMMAND | mirrorguard lint -`.',
    },
  },
];

const secondText: Explanation = {
  message: 'a second JSON text starts here; a file can have only one',
  fix: 'Combine them into one list (`jq -s .`), or separate them with a "---" line.',
};

const tooDeep: Explanation = {
  message: 'is nested too deeply to be read',
  fix: 'Check how the file was created.',
};

/**
 * Template text in the position of a line, a value or an element. In other positions it can be part of a
 * string.
 */
const templateText = /^[ \t]*\{[{%]|[:-] \{\{/m;

/** The syntax error of a document. In a template, reports the template instead. */
export function toSyntaxProblem(file: SourceFile, error: YAMLError): InputProblem {
  const templateAt = error.code === 'DUPLICATE_KEY' ? -1 : file.text.search(templateText);
  if (templateAt !== -1) return toTemplateProblem(file, templateAt);
  // The parser turns an overflow of the stack into a syntax error.
  const known = /call stack/.test(error.message)
    ? tooDeep
    : isSecondText(file.text, error)
      ? secondText
      : explanations[error.code];
  const unknown = {
    message: `is not valid YAML: ${error.message}`,
    fix: 'Fix the syntax; this document was not checked.',
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

function toTemplateProblem(file: SourceFile, from: number): InputProblem {
  const at = from + file.text.slice(from).search(/\{[{%]/);
  // Jinja variables have no leading dot.
  const { explanation } = templates.find(({ text }) => text.test(file.text)) ?? templates[0];
  return { ...toProblem(file, Math.max(at, from), explanation), isTemplate: true };
}

/** A mapping or list used as a key, such as an unquoted `{{ .Values.x }}`, or an attempted comment. */
export function toKeyProblem(file: SourceFile, { is, at: offset }: UnusableKey): InputProblem {
  if (is === 'comment') {
    return toProblem(file, offset, {
      message: 'neither JSON nor YAML has comments of this kind',
      fix: 'Remove it, or use YAML comments ("#").',
    });
  }
  if (file.text.startsWith('{', offset)) return toTemplateProblem(file, offset);
  return toProblem(file, offset, {
    message: 'this key is a list, but JSON allows only strings as keys',
    fix: 'If it is a string, quote it.',
  });
}

/** A document with dangling or exponentially growing aliases, or with too many levels. */
export function toUnreadableProblem(file: SourceFile, offset: number, error: unknown): InputProblem {
  if (error instanceof RangeError) return toProblem(file, offset, tooDeep);
  const reason = error instanceof Error ? error.message : String(error);
  return toProblem(file, offset, {
    message: `cannot be read: ${reason}`,
    fix: 'Replace aliases with their values.',
  });
}

function toProblem(file: SourceFile, offset: number, explanation: Explanation): InputProblem {
  if (file.lines.lineStarts.length === 0) return { file: file.name, ...explanation };
  const { line, col } = file.lines.linePos(offset);
  return { file: file.name, line: Math.max(line, 1), column: Math.max(col, 1), ...explanation };
}
