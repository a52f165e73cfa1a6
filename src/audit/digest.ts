import { hash } from 'node:crypto';

/** SHA-256 of text (as UTF-8) or bytes: 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** `sha256:` and 64 hexadecimal digits: says in a record by what it was made. */
export type Digest = `sha256:${string}`;

export function toDigest(text: string): Digest {
  return `sha256:${sha256(text)}`;
}
