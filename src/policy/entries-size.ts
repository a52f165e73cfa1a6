import { type MirrorSet, mirrorSetKinds } from '../domain/mirror-set.ts';
import { utf8Length } from '../domain/rendered-size.ts';

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

function bytesAsJson(text: string): number {
  return /^[ !#-[\]-~]*$/.test(text) ? text.length + 2 : utf8Length(JSON.stringify(text));
}
