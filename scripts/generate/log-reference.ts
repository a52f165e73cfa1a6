import { globSync, readFileSync } from 'node:fs';
import { type LogMessage, logMessages } from '../../src/observability/log-messages.ts';
import type { Generator } from './generator.ts';

const call = /logger\s*\.(debug|info|warn|error)\(\s*(?:'((?:[^'\\]|\\.)*)')?/g;

/** Level and text of every log message in the sources. */
function messagesInSources(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const path of globSync('src/**/*.ts').sort())
    for (const [, level = '', message] of readFileSync(path, 'utf8').matchAll(call)) {
      if (message === undefined)
        throw new Error(`${path}: the message of a log call must be a string literal`);
      found.set(message, level);
    }
  return found;
}

function checkTable(): void {
  const found = messagesInSources();
  const table = 'src/observability/log-messages.ts';
  for (const [message, level] of found)
    if (logMessages[message]?.level !== level)
      throw new Error(`${table}: add "${message}" with level ${level}`);
  for (const message of Object.keys(logMessages))
    if (!found.has(message)) throw new Error(`${table}: remove "${message}", which no source logs`);
}

function section([message, { level, fields, meaning, action }]: readonly [string, LogMessage]): string {
  const rows = Object.entries(fields).map(([name, text]) => `- \`${name}\`: ${text}`);
  return [
    `## ${message}`,
    '',
    `Level \`${level}\`. ${meaning}`,
    '',
    ...(rows.length === 0 ? [] : ['Fields:', '', ...rows, '']),
    `**Action:** ${action}`,
    '',
  ].join('\n');
}

function render(): string {
  checkTable();
  const entries = Object.entries(logMessages).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    '<!-- Written by `npm run generate` from src/observability/log-messages.ts. -->',
    '# Log messages',
    '',
    'The webhook writes its log to standard error: one JSON object per line with `level`, `time`, `message` and the fields below. The message is constant',
    'text, so it can be used in queries and alerts. `--log-level` sets the lowest level that is written.',
    '',
    ...entries.map(section),
  ].join('\n');
}

/** Generates the reference of log messages; fails if the table and the sources differ. */
export default {
  generate: async () => new Map([['docs/reference/log-messages.md', render()]]),
} satisfies Generator;
