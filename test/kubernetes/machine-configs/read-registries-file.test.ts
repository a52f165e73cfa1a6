import { describe, expect, it } from '@jest/globals';
import { readRegistriesFile } from '../../../src/kubernetes/machine-configs/read-registries-file.ts';

const read = (text: string) => readRegistriesFile(text, { isDropIn: true });

describe('readRegistriesFile', () => {
  it('reads registries, mirrors and the kinds of pull that they serve', () => {
    const text = `
unqualified-search-registries = ["quay.io"]
short-name-mode = "permissive"

[[registry]]
prefix = "*.example.com"
insecure = true
blocked = true

[[registry]]
location = "quay.io/team"
[[registry.mirror]]
location = "a.example.com/team"
insecure = true
[[registry.mirror]]
location = "b.example.com/team"
pull-from-mirror = "tag-only"
[[registry.mirror]]
location = "c.example.com/team"
pull-from-mirror = "all"

[[registry]]
location = "ghcr.io/team"
mirror-by-digest-only = true
[[registry.mirror]]
location = "a.example.com/ghcr"
`;
    const mirror = (location: string, pullFromMirror: string, insecure = false) => ({
      location,
      insecure,
      pullFromMirror,
    });
    expect(read(text)).toEqual({
      kind: 'registries',
      searchRegistries: ['quay.io'],
      registries: [
        { prefix: '*.example.com', location: '', insecure: true, blocked: true, mirrors: [] },
        {
          prefix: '',
          location: 'quay.io/team',
          insecure: false,
          blocked: false,
          mirrors: [
            mirror('a.example.com/team', 'all', true),
            mirror('b.example.com/team', 'tag-only'),
            mirror('c.example.com/team', 'all'),
          ],
        },
        {
          prefix: '',
          location: 'ghcr.io/team',
          insecure: false,
          blocked: false,
          mirrors: [mirror('a.example.com/ghcr', 'digest-only')],
        },
      ],
    });
  });

  it.each([
    'aliases = 1',
    '[aliases]',
    '[aliases]\nubi9 = "registry.access.redhat.com/ubi9"',
    '[aliases]\na = ""',
  ])('loads a file with %j', (text) => {
    expect(read(text)).toEqual({ kind: 'registries', registries: [], searchRegistries: undefined });
  });

  it('distinguishes an empty search list from an absent one', () => {
    const empty = { kind: 'registries', registries: [] };
    expect(read('')).toEqual({ ...empty, searchRegistries: undefined });
    expect(read('unqualified-search-registries = []')).toEqual({ ...empty, searchRegistries: [] });
  });

  it('ignores unknown keys, and the case of known ones', () => {
    expect(read('credential-helpers = ["x"]\nother = 1\n[[Registry]]\nLocation = "quay.io"')).toMatchObject({
      registries: [{ location: 'quay.io' }],
    });
  });

  it.each([
    ['[[registry]\n', 'line 1: expected end of table array declaration'],
    ['[[registry]]\nlocation = 1', 'location must be a string'],
    ['[[registry]]\nblocked = "yes"', 'blocked must be a boolean'],
    ['registry = "quay.io"', 'registry must be a list of tables'],
    ['unqualified-search-registries = "quay.io"', 'unqualified-search-registries must be a list of strings'],
    [
      'unqualified-search-registries = ["quay.io/team"]',
      'Invalid unqualified-search-registries entry "quay.io/team"',
    ],
    ['short-name-mode = "strict"', 'invalid short-name mode: "strict"'],
    [
      '[[registry]]\nlocation = "a.io"\n[[registry.mirror]]\nlocation = "b.io"\npull-from-mirror = "never"',
      'unsupported pull-from-mirror value "never" for mirror "b.io"',
    ],
    [
      '[[registry]]\nlocation = "a.io"\nmirror-by-digest-only = true\n' +
        '[[registry.mirror]]\nlocation = "b.io"\npull-from-mirror = "all"',
      'cannot set mirror usage mirror-by-digest-only for the registry ("a.io") and pull-from-mirror for ' +
        'per-mirror ("b.io") at the same time',
    ],
    [
      '[[registry]]\nlocation = "a.io"\n[[registry.mirror]]\nlocation = "b.io/"\npull-from-mirror = "never"',
      'unsupported pull-from-mirror value "never" for mirror "b.io"',
    ],
    ['[registries.search]\nregistries = ["quay.io"]', 'registry must be in v2 format but is in v1'],
    ['[aliases]\na = 1', 'aliases.a must be a string'],
    [
      '[aliases]\na = "b"',
      'validating short-name aliases: invalid alias "b": must contain registry and repository',
    ],
  ])('reports why nodes cannot load %j', (text, message) => {
    expect(read(text)).toEqual({ kind: 'unloadable', message });
  });

  it('reads version 1 in registries.conf alone', () => {
    const text =
      '[registries.search]\nregistries = ["quay.io"]\n[registries.insecure]\nregistries = ["a.io", "b.io"]\n' +
      '[registries.block]\nregistries = ["b.io"]\n';
    expect(readRegistriesFile(text, { isDropIn: false })).toEqual({
      kind: 'registries',
      searchRegistries: ['quay.io'],
      registries: [
        { prefix: 'a.io', location: 'a.io', insecure: true, blocked: false, mirrors: [] },
        { prefix: 'b.io', location: 'b.io', insecure: true, blocked: true, mirrors: [] },
      ],
    });
    expect(
      readRegistriesFile(`unqualified-search-registries = ["a.io"]\n${text}`, { isDropIn: false }),
    ).toEqual({ kind: 'unloadable', message: 'mixing sysregistry v1/v2 is not supported' });
  });
});
