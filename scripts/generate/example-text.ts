import { exampleText } from '../../src/cli/example-text.ts';
import type { FullExample } from '../../src/rules/example.ts';

/** An example as fenced YAML, with the required facts about the cluster in comments. */
export function toFencedYaml(example: FullExample): string {
  return `\`\`\`yaml\n${exampleText(example)}\`\`\``;
}
