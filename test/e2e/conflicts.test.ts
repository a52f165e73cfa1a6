import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms, itms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

/** Each decision includes the objects that were stored a moment before. */
describe('a valid object that conflicts with stored objects', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('is denied for a different mirrorSourcePolicy, with the name of the other object', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const { status, stderr } = await kubectlWith(
      idms('second').mirror('quay.io/team', ['b.example.com/team'], 'NeverContactSource'),
      ['create'],
    );
    expect(status).toBe(1);
    expect(stderr).toContain(
      'The ImageDigestMirrorSet "second" is invalid: spec.imageDigestMirrors[0].mirrorSourcePolicy: no-conflicting-source-policy: ',
    );
    expect(stderr).toContain('ImageDigestMirrorSet first has AllowContactingSource (unset)');
  });

  it('causes a warning with the resulting order if it orders the mirrors differently', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team', 'z.example.com/team']), [
      'create',
    ]);
    const { status, stderr } = await kubectlWith(
      idms('second').mirror('quay.io/team', ['z.example.com/team', 'a.example.com/team']),
      ['create'],
    );
    expect(status).toBe(0);
    expect(stderr).toContain(
      'Warning: ImageDigestMirrorSet first orders the mirrors of "quay.io/team" differently',
    );
    expect(stderr).toContain('(no-conflicting-mirror-order)\n');
  });

  it('causes a warning if it shadows the mirrors of another kind', async () => {
    await kubectlWith(idms('broad').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const { stderr } = await kubectlWith(
      itms('narrow').mirror('quay.io/team/app', ['a.example.com/team/app']),
      ['create'],
    );
    expect(stderr).toContain('(no-shadowed-mirrors)\n');
  });

  it('causes a warning on deletion that every node will be drained', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const { status, stderr } = await kubectl(['delete', resources.ImageDigestMirrorSet, 'first']);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^Warning: this change drains every node.*"quay\.io\/team".*\(rollout-drain\)\n$/);
  });

  it('is allowed after the other object is deleted', async () => {
    await kubectlWith(idms('first').mirror('quay.io/team', ['a.example.com/team']), ['create']);
    const second = idms('second').mirror('quay.io/team', ['b.example.com/team'], 'NeverContactSource');
    expect((await kubectlWith(second, ['create'])).status).toBe(1);
    await kubectl(['delete', resources.ImageDigestMirrorSet, 'first']);
    expect((await kubectlWith(second, ['create'])).status).toBe(0);
  });
});
