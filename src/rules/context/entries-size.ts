import { utf8Length } from '../../model/files/rendered-size.ts';
import { type MirrorSet, mirrorSetKinds } from '../../model/mirror-set.ts';

/** What the list of entries takes as JSON without spaces, in bytes: all but a few hundred of an object's size. */
export function bytesOfEntries({ kind, entries }: MirrorSet): number {
  let bytes = `{"spec":{"${mirrorSetKinds[kind].listField}":[]}}`.length + Math.max(0, entries.length - 1);
  for (const { source, mirrors, policy } of entries) {
    bytes += '{"source":,"mirrors":[]}'.length + bytesAsJson(source) + Math.max(0, mirrors.length - 1);
    for (const mirror of mirrors) bytes += bytesAsJson(mirror);
    if (policy !== undefined) bytes += ',"mirrorSourcePolicy":""'.length + policy.length;
  }
  return bytes;
}

/** No UTF-16 unit takes more in JSON: `\u0000`. */
const mostBytesOfUnit = 6;
/** Of an entry beside its texts, with room to spare. */
const frameOfEntry = '{"source":"","mirrors":[],"mirrorSourcePolicy":"AllowContactingSource"},'.length;

/** Whether the list of entries takes so many bytes at most, as far as the lengths alone tell: mostly they do. */
export function areEntriesWithin({ entries }: MirrorSet, bytes: number): boolean {
  let most = 100;
  for (const { source, mirrors } of entries) {
    most += frameOfEntry + mostBytesOfUnit * source.length;
    for (const mirror of mirrors) most += '"",'.length + mostBytesOfUnit * mirror.length;
  }
  return most <= bytes;
}

function bytesAsJson(text: string): number {
  return /^[ !#-[\]-~]*$/.test(text) ? text.length + 2 : utf8Length(JSON.stringify(text));
}
