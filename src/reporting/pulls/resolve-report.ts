import type { Origin } from '../../engine/origin.ts';
import type {
  PullVerdict,
  Resolved,
  ResolvedName,
  ResolvedPull,
  ResolvedSource,
} from '../../engine/pulls/resolved.ts';
import { type ClusterNotes, notesJson, stopsJson } from '../cluster-notes.ts';
import type { Palette } from '../color.ts';
import { jsonDocument } from '../json-document.ts';
import { printable } from '../printable.ts';
import { describeRelated, type FindPosition, relatedJson, toRelatedPosition } from '../related-position.ts';
import { table } from '../table.ts';

/**
 * The contract is docs/reference/schema/resolve.schema.json.
 *
 * @param usedBy the objects that use each image
 */
export function resolveJson(
  { results, stops, loadError }: Resolved,
  notes: ClusterNotes,
  findPosition: FindPosition,
  usedBy: ReadonlyMap<string, readonly string[]>,
): string {
  return jsonDocument({
    results: results.map(({ otherPools, ...result }) => ({
      ...pullJson(result, findPosition),
      usedBy: usedBy.get(result.reference) ?? [],
      otherPools: otherPools.map((other) => pullJson(other, findPosition)),
    })),
    problems: stopsJson(stops, findPosition),
    loadError: loadError ?? null,
    ...notesJson(notes),
  });
}

function pullJson({ candidates, pools, ...name }: PoolPull, findPosition: FindPosition) {
  return {
    ...resolvedNameJson(name, findPosition),
    candidates: candidates.map((candidate) => resolvedNameJson(candidate, findPosition)),
    pools,
  };
}

export function resolvedNameJson(
  { sources, failsAt, policy, ...name }: ResolvedName,
  findPosition: FindPosition,
) {
  const positioned = (origins: readonly Origin[]) =>
    origins.map((origin) => relatedJson(toRelatedPosition(origin, findPosition)));
  return {
    ...name,
    sources: sources.map(({ origins, blockedOrigins, ...source }) => ({
      ...source,
      origins: positioned(origins),
      blockedOrigins: positioned(blockedOrigins),
    })),
    failsAt: failsAt === null ? null : { location: failsAt.location, origins: positioned(failsAt.origins) },
    policy: policy === null ? null : { ...policy, origins: positioned(policy.origins) },
  };
}

/** One block per reference. */
export function resolveText({ results }: Resolved, findPosition: FindPosition, palette: Palette): string {
  return results
    .flatMap(({ otherPools, ...result }) => [result, ...otherPools])
    .map((pull) => poolHead(pull, palette) + pullBlock(pull, findPosition, palette))
    .join('\n');
}

type PoolPull = Omit<ResolvedPull, 'otherPools'>;

function poolHead({ pools }: PoolPull, palette: Palette): string {
  if (pools.length === 0) return '';
  return `${palette.strong(`${pools.length === 1 ? 'Pool' : 'Pools'} ${printable(pools.join(', '))}`)}\n`;
}

function pullBlock(result: PoolPull, findPosition: FindPosition, palette: Palette): string {
  const { candidates, reference } = result;
  if (candidates.length === 0) return nameBlock(result, findPosition, palette);
  const head = `${palette.strong(printable(reference))}\n${verdictLine(result.verdict, palette)}`;
  const tried = candidates.map((candidate) => indent(nameBlock(candidate, findPosition, palette)));
  return `${head}  CRI-O tries each of these until one succeeds:\n${tried.join('')}`;
}

function nameBlock(name: ResolvedName, findPosition: FindPosition, palette: Palette): string {
  const { reference, image, error, failsAt, verdict } = name;
  const title = `${palette.strong(printable(image ?? reference))}\n`;
  const head = title + verdictLine(verdict, palette) + matchLine(name, palette);
  const rejected = rejection(name, findPosition);
  if (error === null) return head + rejected + indent(sourceTable(name, findPosition, palette));
  const causes = (failsAt?.origins ?? []).map((origin) => `    see ${describe(origin, findPosition)}\n`);
  return head + rejected + causes.join('');
}

function verdictLine(verdict: PullVerdict, palette: Palette): string {
  return `  ${markVerdict(verdict, palette)}\n`;
}

/** The verdict in the color of its kind. */
export function markVerdict({ kind, text }: PullVerdict, palette: Palette): string {
  const mark = markOf[kind];
  return mark === undefined ? printable(text) : palette[mark](printable(text));
}

const markOf: Readonly<Partial<Record<PullVerdict['kind'], 'deny' | 'warn'>>> = {
  fails: 'deny',
  rejected: 'deny',
  unknown: 'deny',
  signed: 'warn',
  'no-mirror': 'warn',
};

function matchLine({ image, pulledBy, matchedPrefix, error }: ResolvedName, palette: Palette): string {
  if (image === null || (error !== null && matchedPrefix === null)) return '';
  const dropsTag = pulledBy === 'digest' && /:[^/@]+@/.test(image) ? ' (CRI-O drops the tag)' : '';
  const decides =
    matchedPrefix === null ? 'no entry applies' : `the entry ${printable(matchedPrefix)} applies`;
  return `  ${palette.faint(`by ${pulledBy}${dropsTag}; ${decides}`)}\n`;
}

/** The lists that reject the image. */
function rejection({ policy }: ResolvedName, findPosition: FindPosition): string {
  if (policy?.verdict !== 'reject') return '';
  return policy.origins.map((origin) => `    see ${describe(origin, findPosition)}\n`).join('');
}

function sourceTable(
  { pulledBy, sources }: ResolvedName,
  findPosition: FindPosition,
  palette: Palette,
): string {
  const rows = sources.map((source, index) => [
    String(index + 1),
    printable(requestedName(source)),
    source.pullFromMirror ?? `${pulledBy}, source`,
    source.insecure ? 'not verified' : 'verified',
    source.blockedBy === null ? '-' : printable(source.blockedBy),
    reasonOf(source, findPosition),
  ]);
  const head = ['', 'location', 'serves', 'TLS', 'blocked by', 'reason'];
  const [first = '', ...lines] = table([head, ...rows]).match(/[^\n]*\n/g) ?? [];
  return [palette.faint(first.trimEnd()), '\n', ...lines].join('');
}

/**
 * The name and tag of a request. The digest is the same for every location, and CRI-O ignores a tag before
 * it.
 */
export function requestedName({ reference }: Pick<ResolvedSource, 'reference'>): string {
  return reference.replace(/(:[^/@:]+)?@[^@]*$/, '');
}

function reasonOf(
  { origins, blockedOrigins, blockedBy, because }: ResolvedSource,
  findPosition: FindPosition,
): string {
  const reasons = (blockedBy === null ? origins : blockedOrigins)
    .map((origin) => describe(origin, findPosition))
    .join('; ');
  if (blockedBy !== null) return reasons;
  if (because === 'source') return 'the registry itself';
  return because === 'listed' ? reasons : `conflicting mirror orders: ${reasons}`;
}

function describe(origin: Origin, findPosition: FindPosition): string {
  return describeRelated(toRelatedPosition(origin, findPosition));
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
