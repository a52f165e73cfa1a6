import { utf8Length } from '../../model/files/rendered-size.ts';
import { type MirrorSet, mirrorSetKinds } from '../../model/mirror-set.ts';

/**
 * The size of the list of entries as compact JSON, in bytes. The rest of the object has only a few hundred
 * bytes.
 */
export function bytesOfEntries({ kind, entries }: MirrorSet): number {
  let bytes = `{"spec":{"${mirrorSetKinds[kind].listField}":[]}}`.length + Math.max(0, entries.length - 1);
  for (const { source, mirrors, policy } of entries) {
    bytes += '{"source":,"mirrors":[]}'.length + bytesAsJson(source) + Math.max(0, mirrors.length - 1);
    for (const mirror of mirrors) bytes += bytesAsJson(mirror);
    if (policy !== undefined) bytes += ',"mirrorSourcePolicy":""'.length + policy.length;
  }
  return bytes;
}

/** The longest JSON escape of a UTF-16 unit is `\u0000`. */
const maxUnitBytes = 6;
/** An upper bound for the size of an entry without its values. */
const frameOfEntry = '{"source":"","mirrors":[],"mirrorSourcePolicy":"AllowContactingSource"},'.length;

/**
 * Whether the string lengths alone prove that the list of entries has at most this size. False if they do not
 * prove it.
 */
export function areEntriesWithin({ entries }: MirrorSet, bytes: number): boolean {
  let most = 100;
  for (const { source, mirrors } of entries) {
    most += frameOfEntry + maxUnitBytes * source.length;
    for (const mirror of mirrors) most += '"",'.length + maxUnitBytes * mirror.length;
  }
  return most <= bytes;
}

function bytesAsJson(text: string): number {
  return /^[ !#-[\]-~]*$/.test(text) ? text.length + 2 : utf8Length(JSON.stringify(text));
}
