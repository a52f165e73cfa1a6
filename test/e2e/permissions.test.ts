import { beforeAll, describe, expect, it } from '@jest/globals';
import { kubectl } from './support/kubectl.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

const account = `system:serviceaccount:${release}:${release}`;

/** Asks the API server itself, as the account of the pods. */
async function may(...request: readonly string[]): Promise<boolean> {
  const { stdout } = await kubectl(['auth', 'can-i', ...request, `--as=${account}`]);
  return stdout.trim() === 'yes';
}

describe("what the pods' account may do", () => {
  beforeAll(() => installStandard());

  it.each([
    'imagedigestmirrorsets.config.openshift.io',
    'imagetagmirrorsets.config.openshift.io',
    'imagecontentsourcepolicies.operator.openshift.io',
    'images.config.openshift.io',
    'clusterversions.config.openshift.io',
    'infrastructures.config.openshift.io',
    'machineconfigpools.machineconfiguration.openshift.io',
    'machineconfigurations.operator.openshift.io',
  ])('it watches %s, and cannot change them', async (resource) => {
    for (const verb of ['get', 'list', 'watch']) expect(await may(verb, resource)).toBe(true);
    for (const verb of ['create', 'update', 'patch', 'delete']) expect(await may(verb, resource)).toBe(false);
  });

  it("it watches one definition, HyperShift's, and its own two webhook configurations, by name alone", async () => {
    const named = [
      'customresourcedefinitions/hostedclusters.hypershift.openshift.io',
      `mutatingwebhookconfigurations/${release}`,
    ];
    for (const resource of [...named, `validatingwebhookconfigurations/${release}`]) {
      for (const verb of ['get', 'list', 'watch']) expect(await may(verb, resource)).toBe(true);
      for (const verb of ['create', 'update', 'delete']) expect(await may(verb, resource)).toBe(false);
    }
    for (const resource of [
      'customresourcedefinitions',
      'mutatingwebhookconfigurations',
      'validatingwebhookconfigurations',
    ])
      for (const verb of ['get', 'list', 'watch']) expect(await may(verb, resource)).toBe(false);
  });

  it.each([
    ['read Secrets', ['get', 'secrets', '--namespace', release]],
    ['read Secrets elsewhere', ['list', 'secrets', '--all-namespaces']],
    ['make webhook configurations', ['create', 'validatingwebhookconfigurations']],
    ['change those of others', ['patch', 'validatingwebhookconfigurations/other']],
    ['run commands in pods', ['create', 'pods/exec', '--namespace', release]],
    ['change its own rights', ['patch', 'clusterroles']],
  ])('it cannot %s', async (_what, request) => {
    expect(await may(...request)).toBe(false);
  });
});
