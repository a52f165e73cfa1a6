import { type ErrorMessage, errorMessages } from '../../src/engine/error-messages/error-messages.ts';
import type { Generator } from './generator.ts';

function section({ text, seenIn, meaning, check, rules, guide }: ErrorMessage): string {
  const links = rules.map((rule) => `[${rule}](../rules/${rule}.md)`);
  return [
    `### \`${text}\``,
    '',
    escapeText(meaning),
    '',
    `- **Where it is printed:** ${escapeText(seenIn)}`,
    `- **What to check:** ${escapeText(check)}`,
    ...(links.length === 0 ? [] : [`- **Rules that detect the cause:** ${links.join(', ')}`]),
    ...(guide === undefined ? [] : [`- **Guide:** [${guide.title}](${guide.page})`]),
    '',
  ].join('\n');
}

/** Escapes text outside code that Markdown would parse as emphasis or a tag. */
function escapeText(text: string): string {
  return text.replace(/`[^`]*`|[*<]/g, (part) => (part.startsWith('`') ? part : `\\${part}`));
}

function render(): string {
  const byComponent = Map.groupBy(errorMessages, ({ component }) => component);
  return [
    '<!-- Written by `npm run generate` from src/engine/error-messages/error-messages.ts. -->',
    '# Error messages',
    '',
    'Texts that OpenShift prints because of image-mirror configuration, by the component that prints them. `<name>` stands for a value.',
    '`mirrorguard explain` finds them in an error text or a log:',
    '',
    '```console',
    "$ mirrorguard explain 'registry quay.io is blocked in /etc/containers/registries.conf'",
    '$ oc logs -n openshift-machine-config-operator deploy/machine-config-controller | mirrorguard explain -',
    '```',
    '',
    'It ignores case, quotes, line breaks, values such as host names and indexes, and the prefixes of log lines. It exits with status 0 if it finds a',
    'message, and with status 1 otherwise; then it lists the most similar messages.',
    '',
    ...[...byComponent].flatMap(([component, messages]) => [`## ${component}`, '', ...messages.map(section)]),
  ].join('\n');
}

/** The guide to error messages. */
export default {
  generate: async () => new Map([['docs/guides/error-messages.md', render()]]),
} satisfies Generator;
