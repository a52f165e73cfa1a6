import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../src/rules/example.ts';
import { getObject, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

const rounds = 40;

/**
 * Uses one replica, because replicas do not share admitted writes. The background check reports conflicts
 * across replicas.
 */
describe('two concurrent creates that contradict each other', () => {
  beforeAll(() => installStandard({ replicaCount: 1 }));
  afterAll(async () => {
    await removeAllMirrorSets();
    await installStandard();
  });

  it('are never both stored', async () => {
    const denials: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const source = `quay.io/round-${round}`;
      const results = await Promise.all([
        kubectlWith(idms(`round-${round}`).mirror(source, ['a.example.com/x'], 'NeverContactSource'), [
          'create',
        ]),
        kubectlWith(itms(`round-${round}`).mirror(source, ['a.example.com/x'], 'AllowContactingSource'), [
          'create',
        ]),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual([0, 1]);
      denials.push(...results.filter(({ status }) => status === 1).map(({ stderr }) => stderr));
    }
    for (const denial of denials) expect(denial).toContain('no-conflicting-source-policy');
    const { items } = await getObject<{ readonly items: readonly unknown[] }>(
      `${resources.ImageDigestMirrorSet},${resources.ImageTagMirrorSet}`,
    );
    expect(items).toHaveLength(rounds);
  });
});
