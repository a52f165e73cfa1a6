import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

/** Through the real API server: what is stored a moment ago is known to the next decision. */
describe('a write that is right in itself and wrong in this cluster', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('contradicts the policy of another object, and is refused with its name', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const { status, stderr } = await kubectlWith(
      idms('second').mirror('quay.io/team', ['b.example.com/team'], 'NeverContactSource'),
      ['create'],
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      'The ImageDigestMirrorSet "second" is invalid: spec.imageDigestMirrors[0].mirrorSourcePolicy: no-conflicting-source-policy: the cluster would stop applying mirror changes: "quay.io/team" is NeverContactSource here, but AllowContactingSource (unset) in ImageDigestMirrorSet first. Give every entry of the source the same mirrorSourcePolicy. To change it, take the source out of the other objects first.\n',
    );
  });

  it('orders the same mirrors the other way, and is told the order that results', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team', 'z.example.com/team']), [
      'create',
    ]);
    const { status, stderr } = await kubectlWith(
      idms('second').mirror('quay.io/team', ['z.example.com/team', 'a.example.com/team']),
      ['create'],
    );
    expect(status).toBe(0);
    expect(stderr).toContain(
      'Warning: spec.imageDigestMirrors[0].source: lists for "quay.io/team" contradict each other: nodes would try "a.example.com/team", then "z.example.com/team".',
    );
    expect(stderr).toContain('(prefer-consistent-mirror-order)\n');
  });

  it('hides the mirrors of another kind', async () => {
    await kubectlWith(idms('broad').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const { stderr } = await kubectlWith(
      itms('narrow').mirror('quay.io/team/app', ['a.example.com/team/app']),
      ['create'],
    );
    expect(stderr).toContain('(no-shadowed-mirrors)\n');
  });

  it('is told, when an object is deleted, that every node will be drained', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const { status, stderr } = await kubectl(['delete', resources.ImageDigestMirrorSet, 'first']);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'Warning: drains every node: the entry for "quay.io/team" is removed (rollout-drain)\n',
    });
  });

  it('is right again once the other object is gone', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const second = idms('second').mirror('quay.io/team', ['b.example.com/team'], 'NeverContactSource');
    expect((await kubectlWith(second, ['create'])).status).toBe(1);
    await kubectl(['delete', resources.ImageDigestMirrorSet, 'first']);
    expect((await kubectlWith(second, ['create'])).status).toBe(0);
  });
});
