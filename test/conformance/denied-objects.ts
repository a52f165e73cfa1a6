import { lint } from '../../src/engine/lint.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../src/model/mirror-set.ts';

type DeniedObject = readonly [object: string, message: string];

/**
 * The objects that the API server denied but `lint` does not. They are rebuilt from the values in the API
 * server's message.
 */
export function findUndenied(refused: readonly DeniedObject[]): readonly string[] {
  return refused.filter((one) => !isDenied(objectOf(one))).map(([object]) => object);
}

function isDenied(object: JsonObject): boolean {
  return lint([object]).findings.some(({ severity }) => severity === 'deny');
}

function objectOf([reference, message]: DeniedObject): JsonObject {
  const [kind = '', name = ''] = reference.split('/');
  if (kind === 'Image') {
    const registrySources = { blockedRegistries: [], allowedRegistries: [] };
    return { apiVersion: 'config.openshift.io/v1', kind, metadata: { name }, spec: { registrySources } };
  }
  if (!isMirrorSetKind(kind)) throw new Error(`no object of kind ${kind} can be built`);
  const lists: Record<string, Entry[]> = {};
  const invalidValues =
    /spec\.(\w+)\[(\d+)\]\.(source|mirrors)(?:\[(\d+)\])?: Invalid value: ("(?:[^"\\]|\\.)*"): /g;
  for (const [, list = '', index, field, mirror, value = ''] of message.matchAll(invalidValues)) {
    lists[list] ??= [];
    const entry = entryAt(lists[list], Number(index));
    if (field === 'source') entry.source = JSON.parse(value);
    else entry.mirrors = mirrorsWith(JSON.parse(value), Number(mirror));
  }
  if (Object.keys(lists).length === 0) throw new Error(`no invalid value in: ${message}`);
  const spec = lists as unknown as JsonObject;
  return { apiVersion: mirrorSetKinds[kind].apiVersion, kind, metadata: { name }, spec };
}

interface Entry {
  source: string;
  mirrors: readonly string[];
}

/** Adds valid entries up to the index, because the message names only invalid entries. */
function entryAt(entries: Entry[], index: number): Entry {
  for (let at = entries.length; at <= index; at++)
    entries.push({ source: `source-${at}.example.com/x`, mirrors: ['mirror.example.com/x'] });
  return entries[index] as Entry;
}

function mirrorsWith(value: string, index: number): readonly string[] {
  return [...Array.from({ length: index }, (_, at) => `mirror-${at}.example.com/x`), value];
}
