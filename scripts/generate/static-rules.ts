import type { MirrorSetKind } from '../../src/model/mirror-set.ts';

/**
 * An object rule as a CEL expression of a ValidatingAdmissionPolicy. Regular expressions in CEL are RE2: linear, and
 * unanchored.
 */
export interface StaticRule {
  /** Id of the rule that the webhook evaluates. */
  readonly id: string;
  /** Default: all mirror set kinds. */
  readonly kinds?: readonly MirrorSetKind[];
  /** First sentence of the message, without a full stop. */
  readonly fact: string;
  /** True for a violation. `entry` is a new or changed entry; `entries` are all entries of the object. */
  readonly violation: string;
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `${label}(?:[.]${label})*(?::[0-9]+)?`;
const component = '/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
/** The patterns of the CRDs, in a form that is linear in every engine (DOMAIN 12.1). */
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

const someMirror = (violation: string) => `has(entry.mirrors) && entry.mirrors.exists(mirror, ${violation})`;
const withPolicy: readonly MirrorSetKind[] = ['ImageDigestMirrorSet', 'ImageTagMirrorSet'];
const policyOf = (entry: string) =>
  `(has(${entry}.mirrorSourcePolicy) ? ${entry}.mirrorSourcePolicy : 'AllowContactingSource')`;

export const staticRules: readonly StaticRule[] = [
  {
    id: 'no-wildcard-mirror',
    fact: 'a mirror contains a wildcard',
    violation: someMirror("mirror.contains('*')"),
  },
  {
    id: 'require-valid-location',
    fact: 'a source or mirror is not of the form host[:port][/path]',
    violation:
      `!entry.source.matches('${location}') && !entry.source.matches('${wildcard}') || ` +
      someMirror(`!mirror.matches('${location}')`),
  },
  {
    id: 'require-usable-port',
    fact: 'a port is not a number from 1 to 65535 without leading zeros',
    violation: `${hasInvalidPort('entry.source')} || ${someMirror(hasInvalidPort('mirror'))}`,
  },
  {
    id: 'no-single-label-mirror',
    fact: 'the host of a mirror has neither a dot nor a port',
    violation: someMirror(hasSingleLabel('mirror')),
  },
  {
    id: 'no-index-docker-io-mirror',
    fact: 'a mirror refers to Docker Hub as index.docker.io',
    violation: someMirror(isIndexOfDockerHub('mirror')),
  },
  {
    id: 'no-unmatchable-source',
    fact: 'a source does not start with the host of a complete image name',
    violation: `${hasSingleLabel('entry.source')} || ${isIndexOfDockerHub('entry.source')}`,
  },
  {
    id: 'no-never-contacted-mirror',
    kinds: withPolicy,
    fact: 'a source with NeverContactSource is one of its own mirrors',
    violation: `${policyOf('entry')} == 'NeverContactSource' && ${someMirror('mirror == entry.source')}`,
  },
  {
    id: 'no-policy-without-mirrors',
    kinds: withPolicy,
    fact: 'an entry sets mirrorSourcePolicy but has no mirrors',
    violation: 'has(entry.mirrorSourcePolicy) && (!has(entry.mirrors) || size(entry.mirrors) == 0)',
  },
  {
    id: 'no-conflicting-policy-in-object',
    kinds: withPolicy,
    fact: 'two entries for one source set different values of mirrorSourcePolicy',
    violation:
      'variables.entries.exists(other, other.source == entry.source && ' +
      `${policyOf('other')} != ${policyOf('entry')})`,
  },
];
