import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { decodeContents } from '../../../src/kubernetes/machine-configs/decode-contents.ts';

const text = 'unqualified-search-registries = ["quay.io"] # ü\n';
const base64 = (bytes: Uint8Array) =>
  `data:text/plain;charset=utf-8;base64,${Buffer.from(bytes).toString('base64')}`;

describe('decodeContents', () => {
  it.each([
    ['percent-encoded', { source: `data:,${encodeURIComponent(text)}` }],
    ['plain with a media type', { source: `data:text/plain;charset=utf-8,${text}` }],
    ['base64', { source: base64(Buffer.from(text)) }],
    ['base64 with escaped padding', { source: base64(Buffer.from(text)).replaceAll('=', '%3D') }],
    ['gzip', { compression: 'gzip', source: base64(gzipSync(text)) }],
    [
      'gzip, percent-encoded',
      {
        compression: 'gzip',
        source: `data:,${[...gzipSync(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
      },
    ],
    ['an empty compression', { compression: '', source: base64(Buffer.from(text)) }],
  ])('decodes %s contents', (_, contents) => {
    expect(decodeContents(contents)).toEqual({ kind: 'text', text });
  });

  it('reads missing contents as an empty file', () => {
    expect(decodeContents(undefined)).toEqual({ kind: 'text', text: '' });
    expect(decodeContents({ source: '' })).toEqual({ kind: 'text', text: '' });
  });

  it.each([
    [{ source: 'https://files.example.com/a.conf' }, 'contents.source is not a data URL'],
    [{ source: 'data:,a', compression: 'xz' }, 'unknown compression "xz"'],
    [{ source: 'data:;base64,%' }, 'contents.source cannot be decoded'],
    [{ source: 'data:;base64' }, 'contents.source cannot be decoded'],
    [{ source: base64(Buffer.from(text)), compression: 'gzip' }, 'contents.source cannot be decoded'],
    [
      { source: base64(gzipSync(Buffer.alloc(5 * 1024 * 1024))), compression: 'gzip' },
      'contents.source cannot be decoded',
    ],
  ])('reports why contents are unknown', (contents, message) => {
    expect(decodeContents(contents)).toEqual({ kind: 'unknown', message });
  });
});
