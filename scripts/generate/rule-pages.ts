import { stringify } from 'yaml';
import type { FactName } from '../../src/model/facts.ts';
import { formatFieldPath } from '../../src/model/text/field-path.ts';
import { evaluateExample } from '../../src/policy/evaluate-example.ts';
import { type ExampleCase, toFullExample } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { mutations } from '../../src/rules/mutations/index.ts';
import { type AnyRule, operationsOf } from '../../src/rules/rule.ts';
import { toFencedYaml } from './example-text.ts';
import type { Generator } from './generator.ts';
import { renderMutationPage } from './mutation-page.ts';

/** The real messages of the rule for the example. */
function messagesOn(rule: AnyRule, example: ExampleCase): readonly string[] {
  const violations = evaluateExample(rule, example);
  if (violations.length === 0) throw new Error(`${rule.id}: an invalid example was not reported`);
  return violations.map(
    ({ path, message, severity = rule.meta.severity }) =>
      `${[severity, ...(path.length === 0 ? [] : [formatFieldPath(path)])].join(' ')}: ${message}`,
  );
}

/** The options that a policy can set, with their syntax. */
function renderOptions({ id, meta, defaultOptions }: AnyRule): readonly string[] {
  if (meta.options === undefined) return [];
  const example = meta.examples.invalid
    .map((one) => toFullExample(one).options)
    .find((options) => options !== undefined);
  return [
    '## Options',
    '',
    ...(defaultOptions === undefined
      ? ['The rule does nothing until [the policy](../reference/policy.md) sets them.', '']
      : []),
    ...Object.entries(meta.options).map(([name, { description }]) => `- \`${name}\`: ${description}`),
    '',
    `\`\`\`yaml\n${stringify({ rules: { [id]: { options: example } } })}\`\`\``,
    '',
  ];
}

const neverRead: Readonly<Partial<Record<FactName, string>>> = {
  catalogs: 'CatalogSources',
  pullSecretHosts: 'the pull secret',
};

/** The webhook reports nothing about facts that it never reads. */
function renderUnread({ silentWithout }: AnyRule): readonly string[] {
  const unread = silentWithout.flatMap((fact) => neverRead[fact] ?? []);
  return unread.length === 0
    ? []
    : [
        `The webhook, the background check and \`--live\` do not read ${unread.join(' and ')}, so the rule reports ` +
          'nothing there. Check files: `mirrorguard lint dump/`.',
        '',
      ];
}

function renderPage(rule: AnyRule): string {
  const { id, requires, uses, meta } = rule;
  return [
    `# ${id}`,
    '',
    meta.summary,
    '',
    `| severity | category | kinds | operations | runs in | since |`,
    '| --- | --- | --- | --- | --- | --- |',
    `| ${meta.severity} | ${meta.category} | ${meta.kinds?.join(', ') ?? 'all'} | ${operationsOf(rule).join(', ')} | ${
      meta.hosts?.map((host) => (host === 'cli' ? 'the CLI only' : 'the webhook only')).join(', ') ??
      'the webhook and the CLI'
    } | ${meta.since} |`,
    '',
    ...(requires.length === 0
      ? []
      : [`Required facts: ${requires.join(', ')}. The rule is not evaluated if one of them is unknown.`, '']),
    ...(uses.length === 0 ? [] : [`Optional facts: ${uses.join(', ')}.`, '']),
    ...renderUnread(rule),
    '## Why',
    '',
    meta.why,
    '',
    '## What to do',
    '',
    meta.fix,
    '',
    ...renderOptions(rule),
    '## Reported',
    '',
    ...meta.examples.invalid.flatMap((example) => [
      toFencedYaml(toFullExample(example)),
      '',
      '```text',
      ...messagesOn(rule, example),
      '```',
      '',
    ]),
    '## Not reported',
    '',
    ...meta.examples.valid.flatMap((example) => [toFencedYaml(toFullExample(example)), '']),
    ...(meta.domain.length === 0
      ? []
      : [
          `Implements ${meta.domain.join(', ')} of [the domain specification](../domain.md#10-checks), section 10.`,
          '',
        ]),
  ].join('\n');
}

/** Generates one page for every rule and every mutation. */
export default {
  folder: 'docs/rules',
  owns: (path) => path.endsWith('.md'),
  generate: async () =>
    new Map([
      ...rules.map((rule) => [`docs/rules/${rule.id}.md`, renderPage(rule)] as const),
      ...mutations.map((mutation) => [`docs/rules/${mutation.id}.md`, renderMutationPage(mutation)] as const),
    ]),
} satisfies Generator;
