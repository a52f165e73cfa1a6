import { describe, expect, it } from '@jest/globals';
import { readCluster } from '../../../src/engine/cluster.ts';
import { resolve } from '../../../src/engine/pulls/resolve.ts';
import { mergedOrders } from '../../../src/engine/views/merged-order.ts';
import { findOtherEntries } from '../../../src/engine/views/other-entries.ts';
import { listScopes } from '../../../src/engine/views/scopes.ts';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { idms, itms } from '../../../src/rules/example.ts';

const digest = `@sha256:${'1'.repeat(64)}`;

function stateOf(...objects: readonly JsonObject[]) {
  const cluster = readCluster(objects);
  return { cluster, model: ClusterModel.predict(cluster.state) };
}

describe('findOtherEntries', () => {
  const { cluster, model } = stateOf(
    idms('broad').mirror('quay.io', ['m.example.com/quay']).object,
    idms('team').mirror('quay.io/team', ['m.example.com/team']).mirror('quay.io/team/app', []).object,
    itms('tags').mirror('quay.io/team', ['m.example.com/tags']).object,
    idms('other').mirror('quay.io/teams', ['m.example.com/teams']).object,
  );
  const othersOf = (image: string) => {
    const [pull] = resolve(cluster, [image]).results;
    if (pull === undefined) throw new Error('no result');
    return findOtherEntries(pull, model, undefined).map(({ scope, reason, origins }) => [
      scope,
      reason,
      origins.map(({ name }) => name).join(),
    ]);
  };

  it('lists entries without a mirror, of the other kind of pull, and with a shorter match', () => {
    expect(othersOf(`quay.io/team/app${digest}`)).toEqual([
      ['quay.io/team/app', 'no-mirror', 'team'],
      ['quay.io/team', 'other-pulls', 'tags'],
      ['quay.io', 'less-specific', 'broad'],
    ]);
    expect(othersOf('quay.io/team/tool:v1')).toEqual([
      ['quay.io/team', 'other-pulls', 'team'],
      ['quay.io', 'less-specific', 'broad'],
    ]);
  });

  it('is empty for an image that no entry matches, and for an invalid reference', () => {
    expect(othersOf('docker.io/library/nginx:1')).toEqual([]);
    expect(othersOf('quay.io/Team')).toEqual([]);
  });
});

describe('mergedOrders', () => {
  it('has the order, the lists with the source at their end, and the reversed steps', () => {
    const { model } = stateOf(
      idms('a').mirror('quay.io/team', ['m1.example.com/a', 'm2.example.com/a']).object,
      idms('b').mirror('quay.io/team', ['m2.example.com/a', 'm1.example.com/a']).object,
    );
    const [order, ...others] = mergedOrders(model, 'quay.io/team');
    expect(others).toEqual([]);
    expect(order?.pulledBy).toBe('digest');
    expect(order?.order).toEqual(['m1.example.com/a', 'm2.example.com/a', 'quay.io/team']);
    expect(order?.lists.map(({ steps }) => steps)).toEqual([
      ['m1.example.com/a', 'm2.example.com/a', 'quay.io/team'],
      ['m2.example.com/a', 'm1.example.com/a', 'quay.io/team'],
    ]);
    expect(order?.overruled).toEqual([{ before: 'm2.example.com/a', after: 'm1.example.com/a', lists: [1] }]);
  });

  it('is empty for a source without mirrors', () => {
    expect(mergedOrders(stateOf(idms('a').mirror('quay.io/team', []).object).model, 'quay.io/team')).toEqual(
      [],
    );
  });
});

describe('listScopes', () => {
  it('states how a narrower source affects the mirrors of the broader one, for each kind of pull', () => {
    const { model } = stateOf(
      idms('broad').mirror('quay.io', ['m.example.com/quay'], 'NeverContactSource').object,
      itms('tags').mirror('quay.io', ['m.example.com/tags'], 'NeverContactSource').object,
      idms('narrow').mirror('quay.io/team', ['m.example.com/team']).object,
      idms('unused').mirror('quay.io/unused', []).object,
    );
    const scopes = listScopes(model);
    expect(scopes.map(({ scope, isBlocked, isUnused }) => [scope, isBlocked, isUnused])).toEqual([
      ['quay.io', true, false],
      ['quay.io/team', false, false],
      ['quay.io/unused', false, true],
    ]);
    expect(scopes.map(({ shadows }) => shadows)).toEqual([
      undefined,
      { scope: 'quay.io', digest: 'replaced', tag: 'hidden' },
      undefined,
    ]);
  });
});
