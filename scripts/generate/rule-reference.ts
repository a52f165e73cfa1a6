import { rules } from '../../src/rules/index.ts';
import { mutations } from '../../src/rules/mutations/index.ts';
import type { AnyRule, Category } from '../../src/rules/rule.ts';
import type { Generator } from './generator.ts';

const titles: Readonly<Record<Category, string>> = {
  format: 'Format: values that the API server would reject',
  manifest: 'Manifest: fields and objects that the API server accepts and drops',
  pull: 'Pull: whether images can be pulled through the mirrors',
  'across-objects': 'Across objects: the combined effect of several mirror sets',
  'image-config': 'With image.config.openshift.io/cluster',
  rollout: 'Rollout: the effect of the change on nodes',
  governance: 'Governance: restrictions that the policy sets',
};

function renderCategory(category: Category): readonly string[] {
  const members = rules.filter(({ meta }) => meta.category === category);
  if (members.length === 0) return [];
  return [
    `## ${titles[category]}`,
    '',
    '| rule | severity | summary | domain |',
    '| --- | --- | --- | --- |',
    ...members.map(renderRow),
    '',
  ];
}

function renderRow({ id, meta }: AnyRule): string {
  return `| [${id}](../rules/${id}.md) | ${meta.severity} | ${meta.summary} | ${meta.domain.join(', ')} |`;
}

/** Generates the rule catalog. */
export default {
  generate: async () =>
    new Map([
      [
        'docs/reference/rules.md',
        [
          '# Rules and mutations',
          '',
          'Written by `npm run generate`. The last column names the rows of [section 10 of the domain specification](../domain.md#10-checks).',
          '',
          ...(Object.keys(titles) as Category[]).flatMap(renderCategory),
          '## Mutations',
          '',
          '| mutation | default | effect |',
          '| --- | --- | --- |',
          ...mutations.map(
            ({ id, meta }) => `| [${id}](../rules/${id}.md) | ${meta.default} | ${meta.summary} |`,
          ),
          '',
        ].join('\n'),
      ],
    ]),
} satisfies Generator;
