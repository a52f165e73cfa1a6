import { gunzipSync } from 'fflate';
import { type Json, valueAt } from '../../model/json.ts';

/** A MachineConfig cannot be larger, so a longer file cannot be on a node. */
const maxBytes = 4 * 1024 * 1024;

export type DecodedContents =
  | { readonly kind: 'text'; readonly text: string }
  /** Why the text is unknown. */
  | { readonly kind: 'unknown'; readonly message: string };

/**
 * Decodes the text of an Ignition file from its `contents`: a data URL with percent or base64 encoding,
 * optionally with gzip.
 */
export function decodeContents(contents: Json | undefined): DecodedContents {
  const source = valueAt(contents, ['source']) ?? '';
  const compression = valueAt(contents, ['compression']) ?? '';
  if (source === '') return { kind: 'text', text: '' };
  if (typeof source !== 'string' || !source.startsWith('data:'))
    return { kind: 'unknown', message: 'contents.source is not a data URL' };
  if (compression !== '' && compression !== 'gzip')
    return { kind: 'unknown', message: `unknown compression ${JSON.stringify(compression)}` };
  try {
    const bytes = decodeDataUrl(source);
    return { kind: 'text', text: utf8.decode(compression === 'gzip' ? gunzip(bytes) : bytes) };
  } catch {
    return { kind: 'unknown', message: 'contents.source cannot be decoded' };
  }
}

const utf8 = new TextDecoder();
const toBytes = new TextEncoder();

/** Throws if the URL is malformed. */
function decodeDataUrl(url: string): Uint8Array {
  const comma = url.indexOf(',');
  if (comma === -1) throw new Error('no comma');
  const bytes = decodePercent(url.slice(comma + 1));
  if (!/;base64$/i.test(url.slice(0, comma))) return bytes;
  return Uint8Array.from(atob(utf8.decode(bytes)), (character) => character.charCodeAt(0));
}

/** Decodes to bytes, because gzip data is not UTF-8. */
function decodePercent(text: string): Uint8Array {
  if (!text.includes('%')) return toBytes.encode(text);
  const encoded = toBytes.encode(text);
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length; at++) {
    const byte = encoded[at] as number;
    if (byte !== 0x25) {
      bytes.push(byte);
      continue;
    }
    const digits = utf8.decode(encoded.subarray(at + 1, at + 3));
    if (!/^[0-9a-f]{2}$/i.test(digits)) throw new Error('malformed escape');
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  return Uint8Array.from(bytes);
}

/** Throws if the data is corrupt or too long. The last four bytes contain the length. */
function gunzip(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 18) throw new Error('truncated');
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 4, true);
  if (length > maxBytes) throw new Error('too long');
  return gunzipSync(bytes, { out: new Uint8Array(length) });
}
