import type { MirrorSetKind } from '../../src/model/mirror-set.ts';

/**
 * An object rule as a CEL expression of a ValidatingAdmissionPolicy. CEL uses RE2 regular expressions: linear
 * time and not anchored.
 */
export interface StaticRule {
  /** Id of the rule that the webhook evaluates. */
  readonly id: string;
  /** Default: all mirror set kinds. */
  readonly kinds?: readonly MirrorSetKind[];
  /** Predicate of the first sentence of the message; its subject is the entry. */
  readonly fact: string;
  /**
   * Each expression is true for a violation; `entry` is a new or changed entry. Sources and mirrors have
   * separate expressions, because the API server limits the cost of each expression.
   */
  readonly violations: readonly string[];
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `${label}(?:[.]${label})*(?::[0-9]+)?`;
const component = '/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
/** The patterns of the CRDs in a form that takes linear time in every engine (DOMAIN 12.1). */
const location = `^${host}(?:${component})*$`;
const wildcard = `^[*](?:[.]${label})+$`;

const validPort = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const hasPort = (value: string) => `${value}.matches('^[^/]+:[0-9]+(/|$)')`;
const hasInvalidPort = (value: string) =>
  `${hasPort(value)} && !${value}.matches('^[^/]+:${validPort}(/|$)')`;
/** A host without a dot and a port, which containers/image parses as a repository of docker.io. */
const hasSingleLabel = (value: string) =>
  `${value}.matches('^[a-zA-Z0-9-]+(/|$)') && !${value}.matches('^localhost(/|$)')`;
const isIndexOfDockerHub = (value: string) => `${value}.matches('^index[.]docker[.]io(/|$)')`;
/** Docker Hub hosts that are not part of any expanded image name. */
const isEndpointOfDockerHub = (value: string) =>
  `${value}.matches('^(index[.]docker[.]io|registry-1[.]docker[.]io|registry[.]hub[.]docker[.]com)(/|$)')`;

const someMirror = (violation: string) => `has(entry.mirrors) && entry.mirrors.exists(mirror, ${violation})`;
export const withPolicy: readonly MirrorSetKind[] = ['ImageDigestMirrorSet', 'ImageTagMirrorSet'];
const neverContacts = (entry: string) =>
  `has(${entry}.mirrorSourcePolicy) && ${entry}.mirrorSourcePolicy == 'NeverContactSource'`;

/**
 * Further variables for kinds with mirrorSourcePolicy, because comparing every pair of entries would exceed
 * the cost limit of the API server.
 */
export const policyVariables = [
  {
    name: 'contacted_sources',
    expression: `variables.entries.filter(entry, !(${neverContacts('entry')})).map(entry, entry.source)`,
  },
  {
    name: 'never_contacted_sources',
    expression: `variables.entries.filter(entry, ${neverContacts('entry')}).map(entry, entry.source)`,
  },
];

/**
 * The API server skips a policy if one expression costs more than 1,000,000 units. No expression exceeds this
 * up to these sizes, measured with kube-apiserver 1.35: the most expensive pattern allows 12,400 mirrors of
 * 10 characters or 2,400 of 100.
 */
export const staticLimits = {
  /**
   * New and changed entries: the characters of their sources and mirrors, plus 16 for each value, because
   * short values cost more per character.
   */
  characters: 200_000,
  /** Entries of the new object times entries of the stored object. */
  comparedEntries: 900_000,
  /** Entries with NeverContactSource times entries without it. */
  comparedPolicies: 400_000,
} as const;

export const staticRules: readonly StaticRule[] = [
  {
    id: 'no-wildcard-mirror',
    fact: 'has a mirror with a wildcard',
    violations: [someMirror("mirror.contains('*')")],
  },
  {
    id: 'require-valid-location',
    fact: 'has a source or mirror that is not of the form host[:port][/path]',
    violations: [
      `!entry.source.matches('${location}') && !entry.source.matches('${wildcard}')`,
      someMirror(`!mirror.matches('${location}')`),
    ],
  },
  {
    id: 'require-usable-port',
    fact: 'has a port that is not a number from 1 to 65535 without leading zeros',
    violations: [hasInvalidPort('entry.source'), someMirror(hasInvalidPort('mirror'))],
  },
  {
    id: 'no-single-label-mirror',
    fact: 'has a mirror whose host has neither a dot nor a port',
    violations: [someMirror(hasSingleLabel('mirror'))],
  },
  {
    id: 'no-index-docker-io-mirror',
    fact: 'has a mirror that refers to Docker Hub as index.docker.io',
    violations: [someMirror(isIndexOfDockerHub('mirror'))],
  },
  {
    id: 'no-unmatchable-source',
    fact: 'has a source that does not start with the host of a complete image name',
    violations: [`${hasSingleLabel('entry.source')} || ${isEndpointOfDockerHub('entry.source')}`],
  },
  {
    id: 'no-never-contacted-mirror',
    kinds: withPolicy,
    fact: 'sets NeverContactSource, but lists its source as a mirror',
    violations: [`${neverContacts('entry')} && ${someMirror('mirror == entry.source')}`],
  },
  {
    id: 'no-policy-without-mirrors',
    kinds: withPolicy,
    fact: 'sets mirrorSourcePolicy, but has no mirrors',
    violations: ['has(entry.mirrorSourcePolicy) && (!has(entry.mirrors) || size(entry.mirrors) == 0)'],
  },
  {
    id: 'no-conflicting-policy-in-object',
    kinds: withPolicy,
    fact: 'sets a different mirrorSourcePolicy than another entry for the source',
    violations: [
      `entry.source in (${neverContacts('entry')} ? variables.contacted_sources : variables.never_contacted_sources)`,
    ],
  },
];
