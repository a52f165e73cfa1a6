import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { icsp } from '../../src/rules/example.ts';
import { getObject, kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { installStandard } from './support/standard-installation.ts';

interface StoredPolicy {
  readonly metadata: { readonly generation: number; readonly labels?: Readonly<Record<string, string>> };
  readonly spec: unknown;
}

const resource = resources.ImageContentSourcePolicy;
const readLegacy = () => getObject<StoredPolicy>(resource, 'legacy');

/** The webhook denies this object, so the test stores it while the webhook is not called. */
const legacy = icsp('legacy').mirror('https://quay.io/team', ['mirror.example.com/team/', '*.example.com/x']);

describe('an update that leaves spec unchanged', () => {
  beforeAll(async () => {
    await installStandard({ 'webhook.exemptGroups': ['system:masters'] });
    expect(await kubectlWith(legacy, ['create'])).toMatchObject({ status: 0 });
    await installStandard();
    expect(await kubectlWith(icsp('new').with({ spec: legacy.object.spec ?? {} }), ['create'])).toMatchObject(
      {
        status: 1,
      },
    );
  });
  afterAll(removeAllMirrorSets);

  it('changes a label and no entry', async () => {
    const before = await readLegacy();
    const { status, stderr } = await kubectl(['label', resource, 'legacy', 'team=a']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { metadata, spec } = await readLegacy();
    expect(metadata.labels).toEqual({ team: 'a' });
    expect(metadata.generation).toBe(before.metadata.generation);
    expect(spec).toEqual(before.spec);
  });

  it('deletes an object with a finalizer', async () => {
    const patch = (finalizers: readonly string[]) =>
      kubectl([
        'patch',
        resource,
        'legacy',
        '--type=merge',
        `--patch=${JSON.stringify({ metadata: { finalizers } })}`,
      ]);
    expect((await patch(['example.com/wait'])).status).toBe(0);
    expect((await kubectl(['delete', resource, 'legacy', '--wait=false'])).status).toBe(0);
    expect((await patch([])).status).toBe(0);
    expect((await kubectl(['get', resource, 'legacy'])).stderr).toContain('NotFound');
  });
});
