import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { icsp, idms, itms } from '../../src/rules/example.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

const good = idms('team').mirror('quay.io/team', ['mirror.example.com/team']);
const wildcardMirror = 'no-wildcard-mirror: ';
const malformedSpec = { imageDigestMirrors: [{ source: 'quay.io/team', mirrors: ['*.example.com'] }] };

describe('ways to write a mirror set', () => {
  beforeAll(() => installStandard());
  afterEach(removeAllMirrorSets);

  it('evaluates server-side apply, and repeating it changes nothing', async () => {
    const args = ['apply', '--server-side'];
    expect((await kubectlWith(good, args)).stdout).toBe(
      'imagedigestmirrorset.config.openshift.io/team serverside-applied\n',
    );
    const { resourceVersion } = (
      await getObject<{ metadata: { resourceVersion: string } }>(resources.ImageDigestMirrorSet, 'team')
    ).metadata;
    expect((await kubectlWith(good, args)).status).toBe(0);
    expect((await getObject(resources.ImageDigestMirrorSet, 'team')) as object).toMatchObject({
      metadata: { resourceVersion },
    });
    const { status, stderr } = await kubectlWith(good.with({ spec: malformedSpec }), args);
    expect(status).toBe(1);
    expect(stderr).toContain(wildcardMirror);
  });

  it.each([
    ['merge', JSON.stringify({ spec: malformedSpec })],
    [
      'json',
      JSON.stringify([
        { op: 'replace', path: '/spec/imageDigestMirrors/0/mirrors/0', value: '*.example.com' },
      ]),
    ],
  ])('evaluates the result of a %s patch', async (type, patch) => {
    await kubectlWith(good, ['create']);
    const { status, stderr } = await kubectl([
      'patch',
      resources.ImageDigestMirrorSet,
      'team',
      `--type=${type}`,
      `--patch=${patch}`,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain(wildcardMirror);
  });

  it('evaluates replace', async () => {
    await kubectlWith(good, ['create']);
    const { status, stderr } = await kubectlWith(good.with({ spec: malformedSpec }), ['replace']);
    expect(status).toBe(1);
    expect(stderr).toContain(wildcardMirror);
  });

  it('evaluates an object with generateName', async () => {
    const named = (spec: object) => ({
      apiVersion: 'config.openshift.io/v1',
      kind: 'ImageDigestMirrorSet',
      metadata: { generateName: 'team-' },
      spec,
    });
    const { status, stderr } = await kubectlWith(named(malformedSpec), ['create']);
    expect(status).toBe(1);
    expect(stderr).toContain(wildcardMirror);
    expect(
      (
        await kubectlWith(
          named({ imageDigestMirrors: [{ source: 'quay.io/team', mirrors: ['mirror.example.com/team'] }] }),
          ['create'],
        )
      ).stdout,
    ).toMatch(/^imagedigestmirrorset\.config\.openshift\.io\/team-[a-z0-9]{5} created\n$/);
  });

  it('evaluates a dry run, which stores nothing', async () => {
    expect((await kubectlWith(good, ['create', '--dry-run=server'])).stdout).toContain(
      'created (server dry run)',
    );
    expect((await kubectl(['get', resources.ImageDigestMirrorSet, 'team'])).status).toBe(1);
    expect(
      (await kubectlWith(good.with({ spec: malformedSpec }), ['create', '--dry-run=server'])).stderr,
    ).toContain(wildcardMirror);
  });

  it.each(['strict', 'warn', 'ignore'])('evaluates writes with --validate=%s', async (validate) => {
    const { status, stderr } = await kubectlWith(good.with({ spec: malformedSpec }), [
      'apply',
      `--validate=${validate}`,
    ]);
    expect(status).toBe(1);
    expect(stderr).toContain(wildcardMirror);
  });

  it('handles an unknown field as --validate specifies', async () => {
    const misspelled = idms('misspelled').entry({
      source: 'quay.io/team',
      mirrors: ['mirror.example.com/team'],
      sourcePolicy: 'NeverContactSource',
    });
    expect((await kubectlWith(misspelled, ['create', '--validate=strict'])).stderr).toContain(
      'unknown field "spec.imageDigestMirrors[0].sourcePolicy"',
    );
    expect(await kubectlWith(misspelled, ['create', '--validate=warn'])).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('Warning: unknown field "spec.imageDigestMirrors[0].sourcePolicy"\n'),
    });
    await removeAllMirrorSets();
    expect(await kubectlWith(misspelled, ['create', '--validate=ignore'])).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining('unknown field'),
    });
  });

  it('allows deletecollection for all three kinds', async () => {
    for (const example of [idms('team'), itms('team'), icsp('team')])
      expect(
        (await kubectlWith(example.mirror('quay.io/team', ['mirror.example.com/team']), ['create'])).status,
      ).toBe(0);
    for (const resource of Object.values(resources)) {
      const [plural, ...group] = resource.split('.');
      const version = group[0] === 'operator' ? 'v1alpha1' : 'v1';
      expect(
        (await kubectl(['delete', '--raw', `/apis/${group.join('.')}/${version}/${plural}`])).status,
      ).toBe(0);
      expect(await getObject<{ items: unknown[] }>(resource)).toMatchObject({ items: [] });
    }
  });

  it('does not call the webhooks for status updates', async () => {
    await kubectlWith(good, ['create']);
    const patch = [
      'patch',
      resources.ImageDigestMirrorSet,
      'team',
      '--subresource=status',
      '--type=merge',
      '--patch={"status":{}}',
    ];
    expect(await kubectl(patch)).toMatchObject({ status: 0, stderr: '' });
  });
});
