import { describe, expect, it } from '@jest/globals';
import { IndexedRegistries } from '../../../src/model/index/indexed-registries.ts';
import { RegistryEntries } from '../../../src/model/index/registry-entries.ts';
import { behaviourOf } from '../../../src/model/operator-behaviour.ts';

const behaviour = behaviourOf({ major: 4, minor: 20 });
const none = { get: () => undefined };

/** A file of blocked scopes alone, of which some are odd. */
function blocking(scopes: readonly string[], odd: readonly string[]) {
  const entries = new RegistryEntries({
    digest: none,
    tag: none,
    blocked: new Set(scopes),
    insecure: new Set(),
  });
  return new IndexedRegistries(entries, new Set(odd), behaviour);
}

describe('registries.conf, entry by entry', () => {
  it('finds an entry under the prefix that it is loaded under, and not as it is written', () => {
    const registries = blocking(['quay.io/team//', 'quay.io/other'], ['quay.io/team//']);
    expect(registries.get('quay.io/team')).toMatchObject({ prefix: 'quay.io/team', blocked: true });
    expect(registries.get('quay.io/team//')).toBeUndefined();
    expect(registries.get('quay.io/other')).toMatchObject({ prefix: 'quay.io/other' });
  });

  it('takes the first of the file where several are loaded under one prefix', () => {
    const entries = new RegistryEntries({
      digest: none,
      tag: none,
      blocked: new Set(['quay.io/team/']),
      insecure: new Set(['quay.io/team//']),
    });
    const registries = new IndexedRegistries(
      entries,
      new Set(['quay.io/team//', 'quay.io/team/']),
      behaviour,
    );
    expect(registries.get('quay.io/team')).toMatchObject({ blocked: true, insecure: false });
    expect(registries.get('quay.io/team')).toBe(registries.get('quay.io/team'));
  });

  it('finds nothing under a prefix that no entry has', () => {
    expect(blocking(['quay.io/team/'], ['quay.io/team/']).get('quay.io/team/app')).toBeUndefined();
  });

  it('reports why the nodes would not load the file, and nothing if they would', () => {
    expect(blocking(['https://quay.io'], ['https://quay.io']).loadError).toBe(
      "invalid location 'https://quay.io': URI schemes are not supported",
    );
    expect(blocking(['quay.io/team/'], ['quay.io/team/']).loadError).toBeUndefined();
    expect(blocking(['quay.io/team'], []).loadError).toBeUndefined();
  });
});
