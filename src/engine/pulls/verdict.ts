import type { LoadedMirror } from '../../model/files/loaded-registries.ts';
import { count } from '../../model/text/count.ts';
import {
  type PullCondition,
  type PullVerdict,
  pullConditions,
  type ResolvedName,
  type ResolvedSource,
} from './resolved.ts';

type NameWithoutVerdict = Omit<ResolvedName, 'verdict'>;

/** @param mirrors the mirrors of the matched entry, including those for the other kind of pull */
export function verdictOf(name: NameWithoutVerdict, mirrors: readonly LoadedMirror[]): PullVerdict {
  return { ...describe(name, mirrors), conditions: conditionsOf(name) };
}

/** The verdict for a pull that cannot be resolved because the cluster does not apply this configuration. */
export function unknownVerdict(reason: string): PullVerdict {
  return { kind: 'unknown', text: reason, conditions: [] };
}

/** The verdict for a name without registry: CRI-O tries the candidates until one succeeds. */
export function verdictOfCandidates(candidates: readonly ResolvedName[]): PullVerdict {
  const working = candidates.filter(({ verdict }) => !isFailure(verdict));
  const conditions = pullConditions.filter((condition) => holdsForCandidates(condition, candidates, working));
  const [first] = working;
  if (first === undefined) {
    const errors = candidates.map(({ reference, verdict }) => `${reference}: ${verdict.text}`);
    return { kind: 'fails', text: `fails in every search registry: ${errors.join('; ')}`, conditions };
  }
  const needsSignature = first.verdict.kind === 'signed';
  const hasMirror = !conditions.includes('no-mirror');
  return {
    kind: needsSignature ? 'signed' : hasMirror ? 'pulls' : 'no-mirror',
    text: [
      ...(needsSignature ? ['needs a signature'] : []),
      ...(hasMirror ? [] : ['no mirror is tried']),
      `pulls from ${listOf(working.flatMap((candidate) => open(candidate)))}`,
      'the name has no registry',
    ].join('; '),
    conditions,
  };
}

/** One working candidate is enough; the first location belongs to the first working candidate. */
function holdsForCandidates(
  condition: PullCondition,
  all: readonly ResolvedName[],
  working: readonly ResolvedName[],
): boolean {
  const meets = ({ verdict }: ResolvedName) => verdict.conditions.includes(condition);
  switch (condition) {
    case 'no-mirror':
      return (working.length === 0 ? all : working).every(meets);
    case 'source':
      return (working.length === 0 ? all : working).slice(0, 1).some(meets);
    case 'blocked':
      return all.some(meets);
    case 'fails':
      return working.length === 0;
  }
}

function isFailure({ kind }: PullVerdict): boolean {
  return kind === 'fails' || kind === 'rejected';
}

function conditionsOf(name: NameWithoutVerdict): readonly PullCondition[] {
  const { error, policy, sources } = name;
  const [first] = sources;
  const holds: Readonly<Record<PullCondition, boolean>> = {
    'no-mirror': !usableMirrors(name).length,
    source: first !== undefined && isSource(first, name),
    blocked: sources.some(({ blockedBy }) => blockedBy !== null),
    fails:
      error !== null || policy?.verdict === 'reject' || sources.every(({ blockedBy }) => blockedBy !== null),
  };
  return pullConditions.filter((condition) => holds[condition]);
}

function usableMirrors(name: NameWithoutVerdict): readonly ResolvedSource[] {
  return name.sources.filter((source) => source.blockedBy === null && !isSource(source, name));
}

/** Contradicting orders, and an entry that lists its own source, add the source to the mirrors. */
function isSource(
  { pullFromMirror, location }: ResolvedSource,
  { matchedPrefix }: NameWithoutVerdict,
): boolean {
  return pullFromMirror === null || location === matchedPrefix;
}

function describe(
  name: NameWithoutVerdict,
  mirrors: readonly LoadedMirror[],
): Omit<PullVerdict, 'conditions'> {
  const { policy } = name;
  const failure = failureOf(name);
  if (failure !== undefined)
    return { kind: 'fails', text: `fails: ${failure}${explainFailure(name, mirrors)}` };
  if (policy?.verdict === 'reject') {
    const why = policy.scope === null ? 'no scope allows it' : `scope ${policy.scope} is rejected`;
    return { kind: 'rejected', text: `rejected by policy.json: ${why}` };
  }
  const places = `pulls from ${listOf(open(name))}`;
  const noMirror = usableMirrors(name).length === 0;
  const pulls = noMirror
    ? `no mirror is tried: ${reasonForNoMirror(name, mirrors)}; ${places}`
    : places + blockedText(name);
  if (policy?.verdict === 'signed')
    return { kind: 'signed', text: `needs a signature (scope ${policy.scope}); ${pulls}` };
  return { kind: noMirror ? 'no-mirror' : 'pulls', text: pulls };
}

/** The error that the node reports; undefined if a location is left. */
function failureOf(name: NameWithoutVerdict): string | undefined {
  const { error, failsAt, sources } = name;
  if (error !== null) return failsAt === null ? error : `${error} (mirror ${failsAt.location})`;
  const last = sources.at(-1);
  if (last === undefined || sources.some(({ blockedBy }) => blockedBy === null)) return undefined;
  const mirrors = sources.slice(0, -1).map((source) => `[${source.reference}: ${blockedError(source)}]`);
  // Wording of containers/image, which does not wrap the error of a single attempt.
  return mirrors.length === 0
    ? blockedError(last)
    : `(Mirrors also failed: ${mirrors.join(' ')}): ${last.reference}: ${blockedError(last)}`;
}

function blockedError({ blockedBy }: ResolvedSource): string {
  return (
    `registry ${blockedBy} is blocked in /etc/containers/registries.conf ` +
    'or /etc/containers/registries.conf.d'
  );
}

/** Details that the error of the node does not contain. */
function explainFailure(name: NameWithoutVerdict, mirrors: readonly LoadedMirror[]): string {
  if (name.image === null) return adviceFor(name);
  if (name.failsAt !== null) return '; no registry is contacted';
  const isRejected = name.policy?.verdict === 'reject' ? '; policy.json rejects the image, too' : '';
  return name.sources.length === 1 && mirrors.length > 0
    ? `; no mirror is tried: ${reasonForNoMirror(name, mirrors)}${isRejected}`
    : isRejected;
}

/** How to correct an invalid reference; empty if the error already shows it. */
function adviceFor({ reference, error }: NameWithoutVerdict): string {
  if (error !== 'invalid reference format') return '';
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(reference) ?? [];
  if (scheme !== undefined) return `; remove "${scheme}"`;
  if (/\s/.test(reference)) return '; remove the blanks';
  if (/\$[{(]|\{\{/.test(reference)) return '; process the template first';
  if (reference.includes('*')) return '; a wildcard is not an image';
  return '; the format is HOST[:PORT]/PATH[:TAG][@DIGEST]';
}

function reasonForNoMirror(name: NameWithoutVerdict, mirrors: readonly LoadedMirror[]): string {
  const { matchedPrefix, sources, pulledBy } = name;
  if (matchedPrefix === null) return 'no entry matches';
  const blocked = sources.filter((source) => source.blockedBy !== null && !isSource(source, name));
  if (blocked.length > 0) return blockedList(blocked);
  const [first] = mirrors;
  if (first === undefined) return `the entry ${matchedPrefix} has no mirrors`;
  if (sources.length > 1) return `the entry ${matchedPrefix} has no mirror except the source itself`;
  const kinds = pulledBy === 'digest' ? 'tags' : 'digests';
  return mirrors.length === 1
    ? `the mirror of this entry serves ${kinds} only`
    : `the ${count(mirrors.length, 'mirror')} of this entry serve ${kinds} only`;
}

function blockedText(name: NameWithoutVerdict): string {
  const blocked = name.sources.filter(({ blockedBy }) => blockedBy !== null);
  return blocked.length === 0 ? '' : `; ${blockedList(blocked)}`;
}

function blockedList(blocked: readonly ResolvedSource[]): string {
  const locations = [...new Set(blocked.map(placeOf))];
  return `${locations.join(', ')} ${locations.length === 1 ? 'is' : 'are'} blocked`;
}

/** The locations that are not blocked, in order. */
function open({ sources }: Pick<ResolvedName, 'sources'>): readonly string[] {
  return sources.filter(({ blockedBy }) => blockedBy === null).map(placeOf);
}

/** A wildcard entry has no location; the node contacts the host of the reference. */
function placeOf({ location, reference }: ResolvedSource): string {
  return location === '' ? (reference.split('/', 1)[0] ?? '') : location;
}

/** Contradicting orders repeat the source at the end. */
function listOf(locations: readonly string[]): string {
  return [...new Set(locations)].join(', then ');
}
