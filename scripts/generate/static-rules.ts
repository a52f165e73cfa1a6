import type { MirrorSetKind } from '../../src/model/mirror-set.ts';

/**
 * A rule that looks at nothing but the object, as an expression in CEL, the language of ValidatingAdmissionPolicy. CEL's regular
 * expressions are RE2: linear, and matched anywhere unless anchored.
 */
export interface StaticRule {
  /** Of the rule that says the same. */
  readonly id: string;
  /** Default: all three. */
  readonly kinds?: readonly MirrorSetKind[];
  /** True for what must not be. `entry` is an entry that is new or changed; `entries` are all of the object. */
  readonly fault: string;
}

const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `${label}(?:[.]${label})*(?::[0-9]+)?`;
const component = '/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
/** The definitions' own patterns, in a form that is linear in every engine (DOMAIN 12.1). */
const location = `^${host}(?:${component})*$`;
const wildcard = `^[*](?:[.]${label})+$`;

const usablePort = '([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])';
const hasPort = (value: string) => `${value}.matches('^[^/]+:[0-9]+(/|$)')`;
const hasUnusablePort = (value: string) =>
  `${hasPort(value)} && !${value}.matches('^[^/]+:${usablePort}(/|$)')`;
/** No dot and no port: containers/image takes it for a repository of docker.io. */
const hasSingleLabel = (value: string) =>
  `${value}.matches('^[a-zA-Z0-9-]+(/|$)') && !${value}.matches('^localhost(/|$)')`;
const isIndexOfDockerHub = (value: string) => `${value}.matches('^index[.]docker[.]io(/|$)')`;

const someMirror = (fault: string) => `has(entry.mirrors) && entry.mirrors.exists(mirror, ${fault})`;
const withPolicy: readonly MirrorSetKind[] = ['ImageDigestMirrorSet', 'ImageTagMirrorSet'];
const policyOf = (entry: string) =>
  `(has(${entry}.mirrorSourcePolicy) ? ${entry}.mirrorSourcePolicy : 'AllowContactingSource')`;

export const staticRules: readonly StaticRule[] = [
  { id: 'no-wildcard-mirror', fault: someMirror("mirror.contains('*')") },
  {
    id: 'require-valid-location',
    fault: `!entry.source.matches('${location}') && !entry.source.matches('${wildcard}') || ${someMirror(`!mirror.matches('${location}')`)}`,
  },
  {
    id: 'require-usable-port',
    fault: `${hasUnusablePort('entry.source')} || ${someMirror(hasUnusablePort('mirror'))}`,
  },
  { id: 'no-single-label-mirror', fault: someMirror(hasSingleLabel('mirror')) },
  { id: 'no-index-docker-io-mirror', fault: someMirror(isIndexOfDockerHub('mirror')) },
  {
    id: 'no-unmatchable-source',
    fault: `${hasSingleLabel('entry.source')} || ${isIndexOfDockerHub('entry.source')}`,
  },
  {
    id: 'no-never-contacted-mirror',
    kinds: withPolicy,
    fault: `${policyOf('entry')} == 'NeverContactSource' && ${someMirror('mirror == entry.source')}`,
  },
  {
    id: 'no-policy-without-mirrors',
    kinds: withPolicy,
    fault: 'has(entry.mirrorSourcePolicy) && (!has(entry.mirrors) || size(entry.mirrors) == 0)',
  },
  {
    id: 'no-conflicting-policy-in-object',
    kinds: withPolicy,
    fault: `variables.entries.exists(other, other.source == entry.source && ${policyOf('other')} != ${policyOf('entry')})`,
  },
];
