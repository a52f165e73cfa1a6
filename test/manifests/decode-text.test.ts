import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodeText, maxFileBytes } from '../../src/manifests/decode-text.ts';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('decodeText', () => {
  it('returns UTF-8 unchanged', () => {
    expect(decodeText(utf8('a: é\r\n'))).toEqual({ text: 'a: é\r\n', hasByteOrderMark: false });
    expect(decodeText(bytes())).toEqual({ text: '', hasByteOrderMark: false });
  });

  it('removes a byte order mark and reports it', () => {
    expect(decodeText(utf8('\ufeffa: 1'))).toEqual({ text: 'a: 1', hasByteOrderMark: true });
  });

  it('names UTF-16, in both byte orders', () => {
    expect(decodeText(bytes(0xff, 0xfe, 0x61, 0x00))).toMatchObject({ message: /UTF-16/ });
    expect(decodeText(bytes(0xfe, 0xff, 0x00, 0x61))).toMatchObject({ message: /UTF-16/ });
  });

  it('reports the line of the first byte that is not UTF-8', () => {
    expect(decodeText(bytes(0x61, 0x0a, 0x62, 0xe9, 0x0a))).toMatchObject({
      message: 'is not valid UTF-8',
      line: 2,
    });
  });

  it('reports how to decompress a compressed file', () => {
    expect(decodeText(gzipSync('kind: A\n'))).toMatchObject({
      message: 'is compressed with gzip',
      fix: /gunzip -c/,
    });
  });

  it('does not read a binary file as text', () => {
    expect(decodeText(bytes(0x61, 0x00))).toMatchObject({ message: 'is a binary file' });
  });

  it('reads files up to the limit', () => {
    expect(decodeText(new Uint8Array(maxFileBytes).fill(0x20))).toHaveProperty('text');
    expect(decodeText(new Uint8Array(maxFileBytes + 1).fill(0x20))).toMatchObject({
      message: /larger than 64 MiB/,
    });
  });
});
