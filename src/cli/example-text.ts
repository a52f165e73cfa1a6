import { stringify } from 'yaml';
import { isJsonObject, type Json } from '../model/json.ts';
import type { ExampleImage, ExampleObject, FullExample } from '../rules/example.ts';

/** Shortens long lists and long runs of one letter, because only their length is relevant. */
export function objectText({ object }: ExampleObject | ExampleImage): string {
  return stringify(shortenLists(object), { lineWidth: 0 }).replace(
    /([a-z])\1{40,}/g,
    (run: string, letter: string) => `${letter.repeat(8)}…(${run.length} times ${letter})`,
  );
}

const maxListLength = 12;

function shortenLists(value: Json): Json {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return list.length <= maxListLength
      ? list.map(shortenLists)
      : [...list.slice(0, 2).map(shortenLists), `… and ${list.length - 2} more`];
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, shortenLists(part)]));
}

/** An example with its cluster: stored objects as documents, other facts as comments. */
export function exampleText(example: FullExample): string {
  const {
    subject,
    cluster = [],
    before,
    operation,
    imageConfig,
    version,
    releaseImage,
    facts = {},
    written,
    options,
  } = example;
  const comments = [
    options === undefined ? undefined : `# options in the policy: ${JSON.stringify(options)}\n`,
    version === undefined ? undefined : `# on OpenShift ${version}\n`,
    releaseImage === undefined ? undefined : `# release image: ${releaseImage}\n`,
    imageConfig === undefined
      ? undefined
      : `# image.config.openshift.io/cluster: ${JSON.stringify(imageConfig)}\n`,
    ...Object.entries(facts).map(([fact, value]) => `# ${fact}: ${JSON.stringify(value)}\n`),
    operation === undefined ? undefined : `# operation: ${operation}\n`,
  ].filter((line) => line !== undefined);
  const documents = [
    ...cluster.map((object) => `# stored, or earlier in the file\n${objectText(object)}`),
    ...(before === undefined ? [] : [`# stored version\n${objectText(before)}`]),
    ...(written === undefined ? [] : [`# applied version\n${objectText(written)}`]),
    objectText(subject),
  ];
  return comments.join('') + documents.join('---\n');
}
