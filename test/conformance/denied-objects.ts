import { lint } from '../../src/engine/lint.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';

type DeniedObject = readonly [object: string, message: string];

/**
 * The objects that the API server denied but `lint` does not. They are rebuilt from the values in the API
 * server's message. An object that cannot be rebuilt is one of them, because nothing shows that `lint` denies
 * it.
 */
export function findUndenied(refused: readonly DeniedObject[]): readonly string[] {
  return refused.flatMap((one) => {
    const object = objectOf(one);
    if (object === undefined) return [`${one[0]} (cannot be rebuilt from: ${one[1]})`];
    return isDenied(object) ? [] : [one[0]];
  });
}

function isDenied(object: JsonObject): boolean {
  return lint([object]).findings.some(({ severity }) => severity === 'deny');
}

function objectOf([reference, message]: DeniedObject): JsonObject | undefined {
  const [kind = '', name = ''] = reference.split('/');
  if (kind === 'Image') {
    if (!message.includes('Only one of blockedRegistries or allowedRegistries may be set')) return undefined;
    const registrySources = { blockedRegistries: [], allowedRegistries: [] };
    return { apiVersion: 'config.openshift.io/v1', kind, metadata: { name }, spec: { registrySources } };
  }
  if (!isMirrorSetKind(kind)) return undefined;
  const lists = deniedLists(message);
  if (Object.keys(lists).length === 0) return undefined;
  const spec = lists as unknown as JsonObject;
  return { apiVersion: mirrorSetKinds[kind].apiVersion, kind, metadata: { name }, spec };
}

interface Entry {
  source?: string;
  mirrors?: readonly string[];
  mirrorSourcePolicy?: string;
}

const deniedField =
  /spec\.(\w+)\[(\d+)\]\.(source|mirrors|mirrorSourcePolicy)(?:\[(\d+)\])?: (?:(Required) value|(Invalid|Duplicate|Unsupported) value: ("(?:[^"\\]|\\.)*"))/g;

function deniedLists(message: string): Record<string, Entry[]> {
  const lists: Record<string, Entry[]> = {};
  for (const [, list = '', index, field, mirror, required, problem, quoted] of message.matchAll(
    deniedField,
  )) {
    lists[list] ??= [];
    const entry = entryAt(lists[list], Number(index));
    if (required !== undefined || quoted === undefined) delete entry[field as keyof Entry];
    else if (field === 'mirrors') entry.mirrors = mirrorsWith(unquote(quoted), Number(mirror), problem);
    else entry[field as 'source' | 'mirrorSourcePolicy'] = unquote(quoted);
  }
  return lists;
}

/** Adds valid entries up to the index, because the message names only invalid entries. */
function entryAt(entries: Entry[], index: number): Entry {
  for (let at = entries.length; at <= index; at++)
    entries.push({ source: `source-${at}.example.com/x`, mirrors: ['mirror.example.com/x'] });
  return entries[index] as Entry;
}

function mirrorsWith(value: string, index: number, problem: string | undefined): readonly string[] {
  const others = Array.from({ length: index }, (_, at) => `mirror-${at}.example.com/x`);
  // The message has the index of the second occurrence.
  return problem === 'Duplicate' ? [...others.with(0, value), value] : [...others, value];
}

/** The API server quotes values as Go does, with escapes that JSON does not have. */
function unquote(quoted: string): string {
  const json = quoted.replaceAll(/\\(?:x[0-9a-f]{2}|U[0-9a-f]{8}|.)/g, (escaped) => {
    const code =
      goEscapes[escaped] ?? (/^\\[xU]/.test(escaped) ? Number.parseInt(escaped.slice(2), 16) : undefined);
    return code === undefined ? escaped : JSON.stringify(String.fromCodePoint(code)).slice(1, -1);
  });
  return JSON.parse(json);
}

const goEscapes: Readonly<Record<string, number>> = { '\\a': 7, '\\v': 11 };
