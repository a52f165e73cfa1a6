import type { Origin } from '../engine/origin.ts';
import type { Resolved, ResolvedName, ResolvedPull, ResolvedSource } from '../engine/resolve.ts';
import { type ClusterNotes, notesJson, stopsJson } from './cluster-notes.ts';
import type { Palette } from './colour.ts';
import { printable } from './printable.ts';
import { describeRelated, type FindPlace, relatedJson, toRelatedPlace } from './related-place.ts';
import { table } from './table.ts';

/** The contract is docs/reference/schema/resolve.schema.json. */
export function resolveJson(
  { results, stops, refusal }: Resolved,
  notes: ClusterNotes,
  findPlace: FindPlace,
): string {
  const document = {
    schemaVersion: 1,
    results: results.map(({ candidates, ...result }) => ({
      ...resolvedNameJson(result, findPlace),
      candidates: candidates.map((candidate) => resolvedNameJson(candidate, findPlace)),
    })),
    problems: stopsJson(stops, findPlace),
    refusal: refusal ?? null,
    ...notesJson(notes),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

export function resolvedNameJson({ sources, failsAt, policy, ...name }: ResolvedName, findPlace: FindPlace) {
  const placed = (origins: readonly Origin[]) =>
    origins.map((origin) => relatedJson(toRelatedPlace(origin, findPlace)));
  return {
    ...name,
    sources: sources.map(({ origins, blockedOrigins, ...source }) => ({
      ...source,
      origins: placed(origins),
      blockedOrigins: placed(blockedOrigins),
    })),
    failsAt: failsAt === null ? null : { location: failsAt.location, origins: placed(failsAt.origins) },
    policy: policy === null ? null : { ...policy, origins: placed(policy.origins) },
  };
}

/** For people: a block a reference. */
export function resolveText({ results }: Resolved, findPlace: FindPlace, palette: Palette): string {
  return results.map((result) => pullBlock(result, findPlace, palette)).join('\n');
}

function pullBlock(result: ResolvedPull, findPlace: FindPlace, palette: Palette): string {
  const { candidates, reference } = result;
  if (candidates.length === 0) return nameBlock(result, findPlace, palette);
  const head = `${palette.strong(printable(reference))} names no registry: CRI-O asks for each of these until one answers\n`;
  return head + candidates.map((candidate) => indent(nameBlock(candidate, findPlace, palette))).join('');
}

function nameBlock(name: ResolvedName, findPlace: FindPlace, palette: Palette): string {
  const { reference, image, error, failsAt, sources } = name;
  const head = `${palette.strong(printable(image ?? reference))}${headOf(name)}\n`;
  const rejected = rejection(name, findPlace, palette);
  if (error === null) return head + rejected + indent(sourceTable(name, sources, findPlace, palette));
  if (image === null) return `${head}  ${palette.deny(printable(error))}${printable(adviceFor(name))}\n`;
  if (failsAt === null) return `${head}${rejected}  ${palette.deny(printable(error))}\n`;
  const { location, origins } = failsAt;
  const culprits = origins.map((origin) => `    see ${describe(origin, findPlace)}\n`).join('');
  return `${head}${rejected}  ${palette.deny('fails before any registry is contacted')}: ${printable(error)}, for mirror ${printable(location)}\n${culprits}`;
}

/** What to write instead of something that is no image; nothing where the error says it. */
function adviceFor({ reference, error }: ResolvedName): string {
  if (error !== 'invalid reference format') return '';
  const [scheme] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(reference) ?? [];
  if (scheme !== undefined) return `; write it without "${scheme}"`;
  if (/\s/.test(reference)) return '; write it without blanks';
  if (reference.includes('*')) return '; a wildcard is a scope of images, and here one image is wanted';
  return '; an image is written HOST[:PORT]/PATH[:TAG][@DIGEST]';
}

function headOf({ image, pulledBy, matchedPrefix, error }: ResolvedName): string {
  if (image === null || (error !== null && matchedPrefix === null)) return '';
  const dropsTag = pulledBy === 'digest' && /:[^/@]+@/.test(image) ? ' (CRI-O drops the tag)' : '';
  const decides =
    matchedPrefix === null ? 'no entry matches' : `the entry of ${printable(matchedPrefix)} decides`;
  return `  by ${pulledBy}${dropsTag}; ${decides}`;
}

function rejection({ policy }: ResolvedName, findPlace: FindPlace, palette: Palette): string {
  if (policy === null || policy.verdict === 'accept') return '';
  const why = policy.scope === null ? 'it is not allowed' : `${printable(policy.scope)} is blocked`;
  const places = policy.origins.map((origin) => `    see ${describe(origin, findPlace)}\n`).join('');
  return `  ${palette.deny('rejected by policy.json')} whatever answers: ${why}\n${places}`;
}

function sourceTable(
  { pulledBy }: ResolvedName,
  sources: readonly ResolvedSource[],
  findPlace: FindPlace,
  palette: Palette,
): string {
  const rows = sources.map((source, index) => [
    String(index + 1),
    printable(placeAsked(source)),
    source.pullFromMirror ?? `${pulledBy}, source`,
    source.insecure ? 'not verified' : 'verified',
    source.blockedBy === null ? '-' : printable(source.blockedBy),
    reasonOf(source, findPlace),
  ]);
  const head = ['', 'location', 'serves', 'TLS', 'blocked by', 'because of'];
  const [first = '', ...lines] = table([head, ...rows]).match(/[^\n]*\n/g) ?? [];
  return [palette.faint(first.trimEnd()), '\n', ...lines].join('');
}

/** Name and tag as they are asked for; a digest is the same everywhere, and a tag before it means nothing. */
export function placeAsked({ reference }: Pick<ResolvedSource, 'reference'>): string {
  return reference.replace(/(:[^/@:]+)?@[^@]*$/, '');
}

function reasonOf(
  { origins, blockedOrigins, blockedBy, because }: ResolvedSource,
  findPlace: FindPlace,
): string {
  const reasons = (blockedBy === null ? origins : blockedOrigins)
    .map((origin) => describe(origin, findPlace))
    .join('; ');
  if (blockedBy !== null) return reasons;
  if (because === 'source') return 'the registry itself';
  return because === 'listed' ? reasons : `orders that contradict each other: ${reasons}`;
}

function describe(origin: Origin, findPlace: FindPlace): string {
  return describeRelated(toRelatedPlace(origin, findPlace));
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
