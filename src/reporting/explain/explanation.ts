import { wrap } from '../../model/text/wrap.ts';
import type { Palette } from '../color.ts';
import { jsonDocument } from '../json-document.ts';
import { indent } from './indent.ts';

/** The documentation of a rule or fix, with the evaluated results of its examples. */
export interface Explanation {
  readonly id: string;
  /** `deny, format`, for the heading. */
  readonly traits: readonly string[];
  readonly summary: string;
  readonly sections: readonly { readonly title: string; readonly text: string }[];
  readonly examples: readonly ExplainedExample[];
}

export interface ExplainedExample {
  /** `Reported`, `Accepted`, `Before`. */
  readonly title: string;
  /** YAML, including the objects of its cluster. */
  readonly manifest: string;
  /** The messages with their paths. */
  readonly messages: readonly string[];
}

export function explanationText(explanation: Explanation, palette: Palette): string {
  const { id, traits, summary, sections, examples } = explanation;
  const blocks = [
    `${palette.strong(id)}  ${palette.faint(traits.join(', '))}\n${summary}\n`,
    ...sections.map(({ title, text }) => `${palette.strong(title)}\n${indent(wrap(text, 96))}`),
    ...examples.map((example) => exampleBlock(example, palette)),
  ];
  return blocks.join('\n');
}

/** The contract is docs/reference/schema/explain.schema.json. */
export function explanationJson(explanation: Explanation): string {
  return jsonDocument(explanation);
}

function exampleBlock({ title, manifest, messages }: ExplainedExample, palette: Palette): string {
  const reported = messages
    .map((message) => indent(wrap(message, 94).replaceAll('\n', '\n  '), palette.faint('=> ')))
    .join('');
  return `${palette.strong(title)}\n${indent(manifest.trimEnd())}${reported}`;
}
