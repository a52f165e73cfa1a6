import { describe, expect, it } from '@jest/globals';
import { searchRegistryError } from '../../../src/model/files/search-registries.ts';

describe('searchRegistryError', () => {
  it.each(['docker.io', 'docker.io/', 'docker.io//', 'docker.io:443', 'localhost', 'REG', '10.0.0.1:5000'])(
    'accepts %j',
    (registry) => {
      expect(searchRegistryError(registry)).toBeUndefined();
    },
  );

  it.each([
    ['https://docker.io', "invalid location 'https://docker.io': URI schemes are not supported"],
    ['http://a/', "invalid location 'http://a/': URI schemes are not supported"],
    ['docker.io/library', 'Invalid unqualified-search-registries entry "docker.io/library"'],
    [' docker.io', 'Invalid unqualified-search-registries entry " docker.io"'],
    ['*.docker.io', 'Invalid unqualified-search-registries entry "*.docker.io"'],
    ['', 'Invalid unqualified-search-registries entry ""'],
    ['https://', 'Invalid unqualified-search-registries entry "https:"'],
    ['[::1]:5000', 'Invalid unqualified-search-registries entry "[::1]:5000"'],
    ['a..b', 'Invalid unqualified-search-registries entry "a..b"'],
    ['a.', 'Invalid unqualified-search-registries entry "a."'],
    ['a-:5000', 'Invalid unqualified-search-registries entry "a-:5000"'],
    ['a_b', 'Invalid unqualified-search-registries entry "a_b"'],
  ])('rejects %j as containers/image does', (registry, error) => {
    expect(searchRegistryError(registry)).toBe(error);
  });
});
