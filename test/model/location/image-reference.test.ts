import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatReference,
  parseCanonicalReference,
  parseReference,
  withDefaultTag,
  withoutRedundantTag,
} from '../../../src/model/location/image-reference.ts';
import { someDigest } from '../../support/cluster.ts';

function parse(text: string): string {
  const parsed = parseReference(text);
  return parsed.kind === 'invalid' ? `invalid: ${parsed.message}` : formatReference(parsed.reference);
}

describe('a pull reference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['nginx:1', 'docker.io/library/nginx:1'],
    ['team/app', 'docker.io/team/app'],
    ['index.docker.io/app', 'docker.io/library/app'],
    ['docker.io/team/app', 'docker.io/team/app'],
    ['localhost/app', 'localhost/app'],
    ['localhost:5000/app', 'localhost:5000/app'],
    ['quay.io/a/b:v1', 'quay.io/a/b:v1'],
    [`quay.io/a/b:v1@${someDigest}`, `quay.io/a/b:v1@${someDigest}`],
    ['Quay.io/a/b', 'Quay.io/a/b'],
  ])('%s is %s', (text, full) => {
    expect(parse(text)).toBe(full);
  });

  it.each([
    ['', 'invalid reference format'],
    ['quay.io/A', 'invalid reference format: repository name must be lowercase'],
    ['Mirror.local', 'invalid reference format: repository name must be lowercase'],
    ['localhost:5000:v1', 'invalid reference format'],
    ['quay.io/a//b', 'invalid reference format'],
    ['quay.io/a/', 'invalid reference format'],
    ['quay.io/a:', 'invalid reference format'],
    [`quay.io/a:${'t'.repeat(129)}`, 'invalid reference format'],
    ['quay.io:port/a', 'invalid reference format'],
    ['quay.io/a@sha256:abc', 'invalid reference format'],
    [`quay.io/a@sha256:${'a'.repeat(63)}`, 'invalid checksum digest length'],
    [`quay.io/a@sha256:${'A'.repeat(64)}`, 'invalid checksum digest format'],
    [`quay.io/a@md5:${'a'.repeat(32)}`, 'unsupported digest algorithm'],
    [`quay.io/a@${someDigest}@${someDigest}`, 'invalid reference format'],
    [`quay.io/${'a'.repeat(248)}`, 'repository name must not be more than 255 characters'],
    [
      'a'.repeat(64),
      `invalid repository name (${'a'.repeat(64)}), cannot specify 64-byte hexadecimal strings`,
    ],
  ])('rejects %s', (text, message) => {
    expect(parse(text)).toBe(`invalid: ${message}`);
  });

  it('can have a name of 255 characters and a tag of 128', () => {
    expect(parse(`quay.io/${'a'.repeat(247)}:${'t'.repeat(128)}`)).not.toContain('invalid');
  });

  it('must be canonical after a mirror rewrites it', () => {
    expect(parseCanonicalReference('mirror/app')).toEqual({
      kind: 'invalid',
      message: 'repository name must be canonical',
    });
    expect(parseCanonicalReference('docker.io/app')).toEqual({
      kind: 'invalid',
      message: 'repository name must be canonical',
    });
    expect(parseCanonicalReference('quay.io/app').kind).toBe('reference');
  });

  it('has the tag latest if it has neither tag nor digest, and no tag if it has a digest', () => {
    expect(withDefaultTag({ name: 'quay.io/a' })).toEqual({ name: 'quay.io/a', tag: 'latest' });
    expect(withDefaultTag({ name: 'quay.io/a', digest: someDigest })).toEqual({
      name: 'quay.io/a',
      digest: someDigest,
    });
    expect(withoutRedundantTag({ name: 'quay.io/a', tag: 'v1', digest: someDigest })).toEqual({
      name: 'quay.io/a',
      digest: someDigest,
    });
    expect(withoutRedundantTag({ name: 'quay.io/a', tag: 'v1' })).toEqual({ name: 'quay.io/a', tag: 'v1' });
  });

  it('never throws, and a formatted reference parses to itself', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[a-z.:/@A-Z0-9_-]{0,40}$/));
    fc.assert(
      fc.property(text, (written) => {
        const parsed = parseReference(written);
        if (parsed.kind === 'reference')
          expect(parseCanonicalReference(formatReference(parsed.reference))).toEqual(parsed);
      }),
    );
  });

  // An implementation with quadratic time would exceed the Jest timeout.
  it.each([
    'a'.repeat(1e6),
    'a-'.repeat(5e5),
    `quay.io/${'a/'.repeat(5e5)}`,
    `quay.io/a@${'a+'.repeat(5e5)}`,
    ':'.repeat(1e6),
  ])('is read from a hostile megabyte without backtracking (%#)', (text) => {
    expect(() => parseReference(text)).not.toThrow();
  });
});
