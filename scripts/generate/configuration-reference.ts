import { describeType, environmentVariable, type Option } from '../../src/config/option.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import type { Generator } from './generator.ts';

function describe(option: Option): string {
  const fallback = option.default === undefined ? 'none' : `\`${option.default}\``;
  return [
    `### \`--${option.name}\``,
    '',
    `\`${environmentVariable(option)}\` · ${describeType(option.type)} · default: ${fallback}`,
    '',
    option.description,
    '',
  ].join('\n');
}

function render(): string {
  return [
    '<!-- Written by `npm run generate` from src/config/webhook-options.ts. -->',
    '# Configuration of the webhook',
    '',
    'Each option is a flag and an environment variable; the flag takes precedence. Options are read at the start. If a value is invalid or an option is',
    'unknown, the program reports all problems and exits with status 2.',
    '',
    'Without `--audit-file` and `--audit-url`, standard output contains the audit records and nothing else. Standard error contains the log ([log messages](log-messages.md)), one JSON object per line, and in a checkout or on a terminal a greeting.',
    '',
    ...Object.values<Option>(webhookOptions).map(describe),
  ].join('\n');
}

/** The reference of the options. */
export default {
  generate: async () => new Map([['docs/reference/configuration.md', render()]]),
} satisfies Generator;
