import { rules } from '../../src/rules/index.ts';
import { mutations } from '../../src/rules/mutations/index.ts';
import type { AnyRule, Category } from '../../src/rules/rule.ts';
import type { Generator } from './generator.ts';

const titles: Readonly<Record<Category, string>> = {
  format: 'Format: what the API server would refuse',
  manifest: 'Manifest: what is accepted and then lost',
  pull: 'Pull: whether images can be pulled through the mirrors',
  'across-objects': 'Across objects: what several mirror sets make together',
  'image-config': 'With image.config.openshift.io/cluster',
  rollout: 'Rollout: what the change does to nodes',
  governance: 'Governance: who may mirror what',
};

function renderCategory(category: Category): readonly string[] {
  const members = rules.filter(({ meta }) => meta.category === category);
  if (members.length === 0) return [];
  return [
    `## ${titles[category]}`,
    '',
    '| rule | severity | says | domain |',
    '| --- | --- | --- | --- |',
    ...members.map(renderRow),
    '',
  ];
}

function renderRow({ id, meta }: AnyRule): string {
  return `| [${id}](../rules/${id}.md) | ${meta.severity} | ${meta.summary} | ${meta.domain.join(', ')} |`;
}

/** The catalogue on one page. */
export default {
  generate: async () =>
    new Map([
      [
        'docs/reference/rules.md',
        [
          '# Rules and repairs',
          '',
          'Written by `npm run generate`. The last column names the rows of section 10 of [the domain specification](../domain.md).',
          '',
          ...(Object.keys(titles) as Category[]).flatMap(renderCategory),
          '## Repairs',
          '',
          '| repair | default | does |',
          '| --- | --- | --- |',
          ...mutations.map(
            ({ id, meta }) => `| [${id}](../rules/${id}.md) | ${meta.default} | ${meta.summary} |`,
          ),
          '',
        ].join('\n'),
      ],
    ]),
} satisfies Generator;
