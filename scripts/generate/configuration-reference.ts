import { describeType, environmentVariable, type Option } from '../../src/config/option.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import type { Generator } from './generator.ts';

function describe(option: Option): string {
  const standard = option.default === undefined ? 'none' : `\`${option.default}\``;
  return [
    `### \`--${option.name}\``,
    '',
    `\`${environmentVariable(option)}\` · ${describeType(option.type)} · default: ${standard}`,
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
    'Each option is a flag and an environment variable; the flag takes precedence. The webhook reads them once, at startup. An invalid value,',
    'or an unknown option, ends the program with exit status 2 and reports all problems at once.',
    '',
    'Standard output carries audit records (without `--audit-file`) and nothing else. The log goes to standard error, with one JSON object per line. In a checkout or on a terminal, a startup message follows.',
    '',
    ...Object.values<Option>(webhookOptions).map(describe),
  ].join('\n');
}

/** The reference of the options, from the table of options. */
export default {
  generate: async () => new Map([['docs/reference/configuration.md', render()]]),
} satisfies Generator;
