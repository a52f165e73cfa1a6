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
    'Each option is a flag and an environment variable; the flag wins. They are read once, at the start. A wrong value, or an option that',
    'does not exist, ends the program with exit code 2 and says everything that is wrong at once.',
    '',
    'Standard output carries audit records (without `--audit-file`) and nothing else. The log goes to standard error, one line of JSON an event; in a checkout or on a terminal a greeting for people as well.',
    '',
    ...Object.values<Option>(webhookOptions).map(describe),
  ].join('\n');
}

/** The reference of the options: what the table says, and no more. */
export default {
  generate: async () => new Map([['docs/reference/configuration.md', render()]]),
} satisfies Generator;
