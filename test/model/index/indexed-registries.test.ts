import { describe, expect, it } from '@jest/globals';
import { IndexedRegistries } from '../../../src/model/index/indexed-registries.ts';
import { RegistryEntries } from '../../../src/model/index/registry-entries.ts';
import { behaviorOf } from '../../../src/model/operator-behavior.ts';

const behavior = behaviorOf({ major: 4, minor: 20 });
const none = { get: () => undefined };

/** A registries.conf with only blocked scopes. `odd` lists the scopes that nodes normalize or reject. */
function blocking(scopes: readonly string[], odd: readonly string[]) {
  const entries = new RegistryEntries({
    digest: none,
    tag: none,
    blocked: new Set(scopes),
    insecure: new Set(),
  });
  return new IndexedRegistries(entries, new Set(odd), behavior);
}

describe('indexed registries', () => {
  it('return an entry by the prefix that nodes load, not as it is written', () => {
    const registries = blocking(['quay.io/team//', 'quay.io/other'], ['quay.io/team//']);
    expect(registries.get('quay.io/team')).toMatchObject({ prefix: 'quay.io/team', blocked: true });
    expect(registries.get('quay.io/team//')).toBeUndefined();
    expect(registries.get('quay.io/other')).toMatchObject({ prefix: 'quay.io/other' });
  });

  it('return the first of several entries that nodes load under one prefix', () => {
    const entries = new RegistryEntries({
      digest: none,
      tag: none,
      blocked: new Set(['quay.io/team/']),
      insecure: new Set(['quay.io/team//']),
    });
    const registries = new IndexedRegistries(entries, new Set(['quay.io/team//', 'quay.io/team/']), behavior);
    expect(registries.get('quay.io/team')).toMatchObject({ blocked: true, insecure: false });
    expect(registries.get('quay.io/team')).toBe(registries.get('quay.io/team'));
  });

  it('return undefined for a prefix without an entry', () => {
    expect(blocking(['quay.io/team/'], ['quay.io/team/']).get('quay.io/team/app')).toBeUndefined();
  });

  it('report the error that nodes would log, and none if the file loads', () => {
    expect(blocking(['https://quay.io'], ['https://quay.io']).loadError).toBe(
      "invalid location 'https://quay.io': URI schemes are not supported",
    );
    expect(blocking(['quay.io/team/'], ['quay.io/team/']).loadError).toBeUndefined();
    expect(blocking(['quay.io/team'], []).loadError).toBeUndefined();
  });
});
