import { objectText } from '../../src/cli/example-text.ts';
import type { FullExample } from '../../src/rules/example.ts';

/** An example as fenced YAML, with the required facts about the cluster in comments. */
export function toFencedYaml({
  subject,
  cluster = [],
  before,
  operation,
  imageConfig,
  version,
  releaseImage,
  around = {},
  written,
  options,
}: FullExample): string {
  const world = [
    ...(options === undefined ? [] : [`# options in the policy: ${JSON.stringify(options)}`]),
    ...(version === undefined ? [] : [`# on OpenShift ${version}`]),
    ...(releaseImage === undefined ? [] : [`# release image: ${releaseImage}`]),
    ...(operation === undefined ? [] : [`# operation: ${operation}`]),
    ...(imageConfig === undefined
      ? []
      : [`# image.config.openshift.io/cluster: ${JSON.stringify(imageConfig)}`]),
    ...Object.entries(around).map(([fact, value]) => `# ${fact}: ${JSON.stringify(value)}`),
  ];
  const documents = [
    ...cluster.map((object) => `# stored already, or earlier in the file\n${objectText(object)}`),
    ...(before === undefined ? [] : [`# before\n${objectText(before)}`]),
    ...(written === undefined
      ? []
      : [`# as it was applied (last-applied annotation)\n${objectText(written)}`]),
    objectText(subject),
  ];
  return ['```yaml', ...world, `${documents.join('---\n')}\`\`\``].join('\n');
}
