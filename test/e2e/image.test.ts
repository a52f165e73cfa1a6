import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { idms, image } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

const apply = ['apply'];
const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource');

describe('Image cluster', () => {
  beforeAll(() => installStandard());
  afterEach(async () => {
    await removeAllMirrorSets();
    await kubectlWith(image({}), apply);
  });

  it('is denied at the list entry that blocks the mirrors of a mirror set', async () => {
    expect((await kubectlWith(team, apply)).status).toBe(0);
    const { status, stderr } = await kubectlWith(
      image({ blockedRegistries: ['docker.io', 'mirror.example.com'] }),
      apply,
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^The Image "cluster" is invalid: spec\.registrySources\.blockedRegistries\[1\]: no-blocked-mirror: /,
    );
    expect(
      (await kubectl(['get', 'images.config.openshift.io', 'cluster', '-o', 'yaml'])).stdout,
    ).not.toContain('blockedRegistries');
  });

  it('is denied if a wildcard source contains an insecure registry', async () => {
    const all = idms('all').mirror('*.example.com', ['mirror.example.org/all']);
    expect((await kubectlWith(all, apply)).status).toBe(0);
    const { status, stderr } = await kubectlWith(image({ insecureRegistries: ['lab.example.com'] }), apply);
    expect(status).toBe(1);
    expect(stderr).toContain('no-clash-inside-wildcard-source');
  });

  it('is allowed with a warning about the drain', async () => {
    const { status, stderr } = await kubectlWith(image({ blockedRegistries: ['docker.io'] }), apply);
    expect(status).toBe(0);
    expect(stderr).toContain('(rollout-drain)');
  });

  it('gets labels without a warning', async () => {
    const { status, stderr } = await kubectl([
      'label',
      'images.config.openshift.io',
      'cluster',
      'team=platform',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('can be deleted, with a warning', async () => {
    const { status, stderr } = await kubectl(['delete', 'images.config.openshift.io', 'cluster']);
    expect(status).toBe(0);
    expect(stderr).toContain('(no-image-config-deletion)');
  });
});
