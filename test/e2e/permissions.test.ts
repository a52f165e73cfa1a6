import { beforeAll, describe, expect, it } from '@jest/globals';
import { kubectl } from './support/kubectl.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

const account = `system:serviceaccount:${release}:${release}`;

/** An access review of the API server for the ServiceAccount of the pods. */
async function may(...request: readonly string[]): Promise<boolean> {
  const { stdout } = await kubectl(['auth', 'can-i', ...request, `--as=${account}`]);
  return stdout.trim() === 'yes';
}

describe('the ServiceAccount of the pods', () => {
  beforeAll(() => installStandard());

  it.each([
    'imagedigestmirrorsets.config.openshift.io',
    'imagetagmirrorsets.config.openshift.io',
    'imagecontentsourcepolicies.operator.openshift.io',
    'images.config.openshift.io',
    'clusterversions.config.openshift.io',
    'infrastructures.config.openshift.io',
    'clusterimagepolicies.config.openshift.io',
    'imagepolicies.config.openshift.io',
    'machineconfigpools.machineconfiguration.openshift.io',
    'machineosconfigs.machineconfiguration.openshift.io',
    'nodes',
    'machineconfigurations.operator.openshift.io',
  ])('can watch but not change %s', async (resource) => {
    for (const verb of ['get', 'list', 'watch']) expect(await may(verb, resource)).toBe(true);
    for (const verb of ['create', 'update', 'patch', 'delete']) expect(await may(verb, resource)).toBe(false);
  });

  it('can watch the HostedCluster CRD and its own webhook configurations, and no others', async () => {
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
    [
      'read MachineConfigs, unless the chart value is set',
      ['list', 'machineconfigs.machineconfiguration.openshift.io'],
    ],
    ['read Secrets', ['get', 'secrets', '--namespace', release]],
    ['read Secrets in other namespaces', ['list', 'secrets', '--all-namespaces']],
    ['create webhook configurations', ['create', 'validatingwebhookconfigurations']],
    ['change other webhook configurations', ['patch', 'validatingwebhookconfigurations/other']],
    ['run commands in pods', ['create', 'pods/exec', '--namespace', release]],
    ['change its own permissions', ['patch', 'clusterroles']],
  ])('cannot %s', async (_title, request) => {
    expect(await may(...request)).toBe(false);
  });
});
