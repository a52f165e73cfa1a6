import { objectText } from '../../src/cli/example-text.ts';
import type { ExampleObject } from '../../src/rules/example.ts';
import { type Mutation, mutateObject } from '../../src/rules/mutations/index.ts';

/** The page of one mutation, with its real messages. */
export function renderMutationPage({ id, meta }: Mutation): string {
  return [
    `# ${id}`,
    '',
    `A mutation. ${meta.summary}`,
    '',
    '| default | kinds | since |',
    '| --- | --- | --- |',
    `| ${meta.default} | ${meta.kinds?.join(', ') ?? 'all'} | ${meta.since} |`,
    '',
    '## Why it is safe',
    '',
    meta.why,
    '',
    '## Examples',
    '',
    ...meta.examples.flatMap(({ before, after }) => [
      '```yaml',
      `${objectText(before)}\`\`\``,
      '',
      'becomes',
      '',
      '```yaml',
      `${objectText(after)}\`\`\``,
      '',
      '```text',
      ...messagesOn(id, before),
      '```',
      '',
    ]),
  ].join('\n');
}

function messagesOn(id: string, { kind, object }: ExampleObject): readonly string[] {
  return mutateObject(kind, object, { enabled: new Set([id]) }).mutations.map(({ message }) => message);
}
