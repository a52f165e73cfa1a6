import { formatFieldPath } from '../model/text/field-path.ts';
import { evaluateExample } from '../policy/evaluate-example.ts';
import type { ExplainedExample, Explanation } from '../reporting/explain/explanation.ts';
import { type ExampleCase, toFullExample } from '../rules/example.ts';
import { type Mutation, mutateObject } from '../rules/mutations/index.ts';
import type { AnyRule } from '../rules/rule.ts';
import { exampleText, objectText } from './example-text.ts';

/** Evaluates the examples of the rule, so the explanation shows its real messages. */
export function explainRule(rule: AnyRule): Explanation {
  const { id, requires, meta } = rule;
  const options = Object.entries(meta.options ?? {}).map(([name, { description }]) => ({
    title: `Option ${name}`,
    text: description,
  }));
  const facts = requires.length === 0 ? [] : [{ title: 'Required facts', text: requires.join(', ') }];
  return {
    id,
    traits: [
      meta.severity,
      meta.category,
      ...(meta.hosts === undefined ? [] : [`only in the ${meta.hosts.map(hostName).join(' and ')}`]),
    ],
    summary: meta.summary,
    sections: [
      { title: 'Why', text: meta.why },
      { title: 'What to do', text: meta.fix },
      ...facts,
      ...options,
    ],
    examples: [
      ...meta.examples.invalid.map((example) => describeExample('Reported', rule, example)),
      ...meta.examples.valid.map((example) => describeExample('Accepted', rule, example)),
    ],
  };
}

function hostName(host: 'admission' | 'cli'): string {
  return host === 'cli' ? 'CLI' : 'webhook';
}

function describeExample(title: string, rule: AnyRule, example: ExampleCase): ExplainedExample {
  const violations = evaluateExample(rule, example);
  const messages = violations.map(({ path, message }) => `${formatFieldPath(path)}: ${message}`);
  return { title, manifest: exampleText(toFullExample(example)), messages };
}

/** Applies the mutation to its examples, so the explanation shows its real messages. */
export function explainMutation({ id, meta }: Mutation): Explanation {
  return {
    id,
    traits: ['fix', meta.default === 'on' ? 'on by default' : 'off by default'],
    summary: meta.summary,
    sections: [{ title: 'Why it is safe', text: meta.why }],
    examples: meta.examples.flatMap(({ before, after }) => {
      const { mutations } = mutateObject(before.kind, before.object, { enabled: new Set([id]) });
      const messages = mutations.map(({ path, message }) => `${formatFieldPath(path)}: ${message}`);
      return [
        { title: 'Before', manifest: objectText(before), messages },
        { title: 'After', manifest: objectText(after), messages: [] },
      ];
    }),
  };
}
