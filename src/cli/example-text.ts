import { stringify } from 'yaml';
import type { ExampleObject, FullExample } from '../policy/example.ts';

/** The object as it would stand in a file. Long runs of one letter are examples of their length only, and are cut. */
export function objectText({ object }: ExampleObject): string {
  return stringify(object, { lineWidth: 0 }).replace(
    /([a-z])\1{40,}/g,
    (run: string, letter: string) => `${letter.repeat(8)}…(${run.length} times ${letter})`,
  );
}

/** An example with the world around it: what is stored already as documents, everything else in comments. */
export function exampleText(example: FullExample): string {
  const { subject, cluster = [], before, operation, imageConfig, version, releaseImage, around = {}, written } = example;
  const world = [
    version === undefined ? undefined : `# on OpenShift ${version}\n`,
    releaseImage === undefined ? undefined : `# release image: ${releaseImage}\n`,
    imageConfig === undefined ? undefined : `# image.config.openshift.io/cluster: ${JSON.stringify(imageConfig)}\n`,
    ...Object.entries(around).map(([fact, value]) => `# ${fact}: ${JSON.stringify(value)}\n`),
    operation === undefined ? undefined : `# operation: ${operation}\n`,
  ].filter((line) => line !== undefined);
  const documents = [
    ...cluster.map((object) => `# stored already, or earlier in the file\n${objectText(object)}`),
    ...(before === undefined ? [] : [`# as it is stored now\n${objectText(before)}`]),
    ...(written === undefined ? [] : [`# as it was applied\n${objectText(written)}`]),
    objectText(subject),
  ];
  return world.join('') + documents.join('---\n');
}
