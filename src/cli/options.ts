import { InvalidArgumentError, Option } from 'commander';
import { parseCanonicalReference } from '../model/location/image-reference.ts';
import {
  formatOpenShiftVersion,
  newestVersion,
  type OpenShiftVersion,
  parseOpenShiftVersion,
} from '../model/openshift-version.ts';
import { rules } from '../rules/index.ts';
import { addRuleLevel } from './rule-levels.ts';

/** The options that several commands share. */
export function formatOption(names: readonly string[]): Option {
  return new Option('-o, --format <format>', 'print in this format, also --output')
    .choices(names)
    .default(names[0]);
}

/** A format with its output file; undefined for standard output. */
export interface Destination<Format extends string> {
  readonly format: Format;
  readonly file?: string;
}

/** Several formats in one run: `-o pretty -o sarif=report.sarif`. */
export function formatsOption<Format extends string>(names: readonly Format[]): Option {
  return new Option(
    '-o, --format <format[=file]>',
    `print the result in this format, or write it to a file: ${names.join(', ')}; repeatable`,
  )
    .argParser((text: string, previous: readonly Destination<Format>[] | undefined) =>
      addDestination(text, previous ?? [], names),
    )
    .default(undefined, `"${names[0]}"`);
}

function addDestination<Format extends string>(
  text: string,
  previous: readonly Destination<Format>[],
  names: readonly Format[],
): readonly Destination<Format>[] {
  const equals = text.indexOf('=');
  const name = equals === -1 ? text : text.slice(0, equals);
  const format = names.find((known) => known === name);
  if (format === undefined) throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.`);
  if (equals !== -1) {
    const file = text.slice(equals + 1);
    if (file === '') throw new InvalidArgumentError('The file is missing after "=".');
    return [...previous, { format, file }];
  }
  if (previous.some(({ file }) => file === undefined))
    throw new InvalidArgumentError(
      'Only one format can be printed; write the others to files (FORMAT=FILE).',
    );
  return [...previous, { format }];
}

export function ruleOption(): Option {
  return new Option('--rule <id=level>', 'set a rule to deny, warn, audit or off; repeatable')
    .argParser(addRuleLevel(rules))
    .default({}, 'the levels of the policy');
}

/** Collects all values; undefined if the option is not given. */
export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; repeatable`).argParser(
    (value: string, previous: readonly string[] = []) => [...previous, value],
  );
}

/** Undefined if the option is not given, which differs from an empty cluster. */
export function storedOption(): Option {
  return repeatable('--stored <path>', 'read the objects that the cluster stores');
}

export function excludeOption(): Option {
  return repeatable('--exclude <glob>', 'skip files and folders that match');
}

export function oneClusterOption(): Option {
  return new Option('--one-cluster', 'evaluate folders of several clusters as one');
}

export function policyOption(): Option {
  return new Option('--policy <file>', 'evaluate with this policy (default: recommended)');
}

export function asOption(): Option {
  return new Option('--as <user>', 'apply the exemptions of a user or ServiceAccount');
}

export function asGroupOption(): Option {
  return repeatable('--as-group <group>', 'apply the exemptions of a group');
}

export function openshiftVersionOption(): Option {
  const fallback = `default: from ClusterVersion, else ${formatOpenShiftVersion(newestVersion)}`;
  return new Option('--openshift-version <version>', `assume this release (${fallback})`).argParser(
    readVersion,
  );
}

export function releaseImageOption(): Option {
  return new Option(
    '--release-image <reference>',
    'assume this release image (default: from ClusterVersion)',
  ).argParser(readReleaseImage);
}

function readReleaseImage(text: string): string {
  const parsed = parseCanonicalReference(text);
  if (parsed.kind === 'invalid')
    throw new InvalidArgumentError(`${parsed.message}. Use HOST/REPOSITORY@sha256:DIGEST.`);
  return text;
}

function readVersion(text: string): OpenShiftVersion {
  const version = parseOpenShiftVersion(text);
  if (version === undefined) throw new InvalidArgumentError('Use a version such as 4.16 or 4.16.3.');
  return version;
}
