import { stringify } from 'yaml';
import type { ExampleObject, FullExample } from '../../src/policy/example.ts';

/** The object as it would stand in a file; long values are shortened, they are examples of their length only. */
export function toYaml({ object }: ExampleObject): string {
  return stringify(object, { lineWidth: 0 }).replace(
    /([a-z])\1{40,}/g,
    (run: string, letter: string) => `${letter.repeat(8)}…(${run.length} times ${letter})`,
  );
}

/** An example as fenced YAML, with what has to be known about the world in comments. */
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
}: FullExample): string {
  const world = [
    ...(version === undefined ? [] : [`# on OpenShift ${version}`]),
    ...(releaseImage === undefined ? [] : [`# release image: ${releaseImage}`]),
    ...(operation === undefined ? [] : [`# operation: ${operation}`]),
    ...(imageConfig === undefined ? [] : [`# image.config.openshift.io/cluster: ${JSON.stringify(imageConfig)}`]),
    ...Object.entries(around).map(([fact, value]) => `# ${fact}: ${JSON.stringify(value)}`),
  ];
  const documents = [
    ...cluster.map((object) => `# stored already, or earlier in the file\n${toYaml(object)}`),
    ...(before === undefined ? [] : [`# before\n${toYaml(before)}`]),
    ...(written === undefined ? [] : [`# as it was applied (last-applied annotation)\n${toYaml(written)}`]),
    toYaml(subject),
  ];
  return ['```yaml', ...world, `${documents.join('---\n')}\`\`\``].join('\n');
}
