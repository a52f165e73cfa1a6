import { isJsonObject, type Json } from '../model/json.ts';
import { type OpenShiftVersion, parseOpenShiftVersion } from '../model/openshift-version.ts';
import { nearestName } from '../model/text/nearest-name.ts';
import { quote } from '../model/text/quote.ts';
import { readDocument } from './policy-file/policy-document.ts';
import type { PolicyFault, PolicyProblem } from './policy-file/policy-problem.ts';

export const projectFileName = '.mirrorguard.yaml';

/** Options for all inputs in the folder of the file and below. */
export interface ProjectSettings {
  /** A policy file. All paths are relative to the project file. */
  readonly policy?: string;
  readonly exclude?: readonly string[];
  readonly stored?: readonly string[];
  readonly release?: OpenShiftVersion;
}

export type ReadProject =
  | { readonly settings: ProjectSettings }
  | { readonly problems: readonly PolicyProblem[] };

const keys = ['policy', 'exclude', 'stored', 'release'] as const;
type Key = (typeof keys)[number];

/** The problem of a value; undefined if it is valid. */
const faultOf: Readonly<Record<Key, (value: Json) => string | undefined>> = {
  policy: (value) => (isText(value) ? undefined : `must be the path of a policy, but is ${describe(value)}`),
  exclude: (value) => (isTexts(value) ? undefined : `must be a list of patterns, but is ${describe(value)}`),
  stored: (value) => (isTexts(value) ? undefined : `must be a list of paths, but is ${describe(value)}`),
  release: (value) =>
    typeof value === 'string' && parseOpenShiftVersion(value) !== undefined
      ? undefined
      : `must be a version in quotes, such as "4.20", but is ${describe(value)}`,
};

/** Reads a project file. Reports all errors at once, by line. Never throws. */
export function readProject(text: string): ReadProject {
  const document = readDocument(text);
  if ('problems' in document) return document;
  const { value, locate } = document;
  if (value === null || value === undefined) return { settings: {} };
  if (!isJsonObject(value)) {
    const message = `must be a mapping with ${keys.join(', ')}`;
    return { problems: [{ line: 1, column: 1, path: '', message }] };
  }
  const faults = Object.entries(value).flatMap(([key, given]) => faultIn(key, given) ?? []);
  if (faults.length > 0) return { problems: faults.map(locate) };
  const { policy, exclude, stored, release } = value;
  return {
    settings: {
      ...(policy === undefined ? {} : { policy: policy as string }),
      ...(exclude === undefined ? {} : { exclude: [exclude].flat() as string[] }),
      ...(stored === undefined ? {} : { stored: [stored].flat() as string[] }),
      ...(release === undefined
        ? {}
        : { release: parseOpenShiftVersion(release as string) as OpenShiftVersion }),
    },
  };
}

function faultIn(key: string, given: Json): PolicyFault | undefined {
  if (!isKey(key)) {
    const nearest = nearestName(key, keys);
    const advice = nearest === undefined ? `use ${keys.join(', ')}` : `did you mean ${nearest}?`;
    return { path: [key], isAboutKey: true, message: `is unknown; ${advice}` };
  }
  const message = faultOf[key](given);
  return message === undefined ? undefined : { path: [key], message };
}

function isKey(key: string): key is Key {
  return (keys as readonly string[]).includes(key);
}

function isText(value: Json): boolean {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: Json): boolean {
  return Array.isArray(value) ? value.every(isText) : isText(value);
}

function describe(value: Json): string {
  if (typeof value === 'string') return quote(value);
  return JSON.stringify(value);
}
