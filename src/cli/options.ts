import { InvalidArgumentError, Option } from 'commander';
import {
  formatOpenShiftVersion,
  newestVersion,
  type OpenShiftVersion,
  parseOpenShiftVersion,
} from '../model/openshift-version.ts';
import { rules } from '../rules/index.ts';
import { addRuleLevel } from './rule-levels.ts';

/** Options that several commands have, so that they mean the same everywhere. */
export function formatOption(names: readonly string[]): Option {
  return new Option('-o, --format <format>', 'how to print the result').choices(names).default(names[0]);
}

export function ruleOption(): Option {
  return new Option('--rule <id=level>', 'enforce a rule as deny, warn, audit or off; repeatable')
    .argParser(addRuleLevel(rules))
    .default({}, 'each as it is built');
}

/** Undefined if the option is not given, which is not the same as an empty cluster. */
export function storedOption(): Option {
  return new Option(
    '--stored <path>',
    'the objects that the cluster stores: a file, a folder (also a must-gather) or -; repeatable',
  ).argParser((path: string, previous: readonly string[] = []) => [...previous, path]);
}

export function policyOption(): Option {
  return new Option('--policy <file>', 'judge by this policy; --rule wins over it').default(
    undefined,
    'the recommended one',
  );
}

export function asOption(): Option {
  return new Option(
    '--as <user>',
    'who would write the objects, for exemptions: a user, or system:serviceaccount:NAMESPACE:NAME',
  );
}

export function asGroupOption(): Option {
  return new Option('--as-group <group>', 'a group of that user; repeatable').argParser(
    (group: string, previous: readonly string[] = []) => [...previous, group],
  );
}

export function openshiftVersionOption(): Option {
  const fallback = `default: what a ClusterVersion in the files says, else ${formatOpenShiftVersion(newestVersion)}`;
  return new Option(
    '--openshift-version <version>',
    `the release that will read the objects; ${fallback}`,
  ).argParser(readVersion);
}

export function releaseImageOption(): Option {
  return new Option(
    '--release-image <reference>',
    'the release image; default: what a ClusterVersion in the files says',
  );
}

function readVersion(text: string): OpenShiftVersion {
  const version = parseOpenShiftVersion(text);
  if (version === undefined) throw new InvalidArgumentError('Write it as 4.16 or 4.16.3.');
  return version;
}
