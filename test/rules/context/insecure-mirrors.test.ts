import { describe, expect, it } from '@jest/globals';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { mirrorsByTrust } from '../../../src/rules/context/insecure-mirrors.ts';
import { idms, itms } from '../../../src/rules/example.ts';
import { StateContext } from '../../../src/rules/state-context.ts';
import { clusterOf } from '../../support/cluster.ts';

function trustIn(insecureRegistries: readonly string[]) {
  const objects = [
    idms('a').mirror('quay.io/team', [
      'lab.example.com:5000/team',
      'mirror.example.com/team',
      'quay.io/team',
    ]),
    itms('b').mirror('quay.io/team', ['mirror.example.com/team']),
  ];
  const cluster = ClusterModel.predict(clusterOf(objects, { imageConfig: { insecureRegistries } }));
  return mirrorsByTrust(new StateContext(cluster, {})).map(({ found }) => [
    found.mirror,
    found.isInsecure,
    found
      .involves()
      .map(({ name }) => name)
      .join(),
  ]);
}

describe('mirrorsByTrust', () => {
  it('returns an empty list without insecure registries', () => {
    expect(trustIn([])).toEqual([]);
  });

  it('reports each mirror once, with the entries that list it, and never the source itself', () => {
    expect(trustIn(['lab.example.com:5000'])).toEqual([
      ['lab.example.com:5000/team', true, 'a,cluster'],
      ['mirror.example.com/team', false, 'a,b'],
    ]);
  });

  it('treats a host with another port as another registry, unless a wildcard covers it', () => {
    expect(trustIn(['lab.example.com']).map(([, isInsecure]) => isInsecure)).toEqual([false, false]);
    expect(trustIn(['*.example.com']).map(([, isInsecure]) => isInsecure)).toEqual([true, true]);
  });
});
