import { beforeAll, describe, expect, it } from '@jest/globals';
import { getObject, kubectl } from './support/kubectl.ts';
import { release } from './support/release.ts';
import { installStandard } from './support/standard-installation.ts';

interface Configuration {
  readonly webhooks: readonly { readonly clientConfig: { readonly caBundle: string } }[];
}

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

  describe.each(['mutatingwebhookconfiguration', 'validatingwebhookconfiguration'])('in its %s', (kind) => {
    /** The warnings and errors of a JSON patch as the ServiceAccount. */
    async function patchAsPods(operation: object): Promise<string> {
      const patch = `--patch=${JSON.stringify([operation])}`;
      return (await kubectl(['patch', kind, release, '--type=json', patch, `--as=${account}`])).stderr;
    }

    it.each([
      ['the failure policy', { op: 'replace', path: '/webhooks/0/failurePolicy', value: 'Ignore' }],
      ['the operations', { op: 'replace', path: '/webhooks/0/rules/0/operations', value: ['*'] }],
      ['the resources', { op: 'add', path: '/webhooks/0/rules/0/resources/-', value: 'secrets' }],
      ['the Service', { op: 'replace', path: '/webhooks/0/clientConfig/service/namespace', value: 'other' }],
      ['the path', { op: 'replace', path: '/webhooks/0/clientConfig/service/path', value: '/other' }],
      ['the timeout', { op: 'replace', path: '/webhooks/0/timeoutSeconds', value: 1 }],
      [
        'the selected objects',
        { op: 'add', path: '/webhooks/0/objectSelector/matchLabels', value: { a: 'b' } },
      ],
      [
        'the selected namespaces',
        { op: 'add', path: '/webhooks/0/namespaceSelector/matchLabels', value: { a: 'b' } },
      ],
      [
        'the match conditions',
        { op: 'add', path: '/webhooks/0/matchConditions/-', value: { name: 'never', expression: 'false' } },
      ],
      ['the match policy', { op: 'replace', path: '/webhooks/0/matchPolicy', value: 'Exact' }],
      ['the name of a webhook', { op: 'replace', path: '/webhooks/0/name', value: 'other.example.com' }],
      ['the labels', { op: 'add', path: '/metadata/labels/a', value: 'b' }],
      ['the annotations', { op: 'add', path: '/metadata/annotations/a', value: 'b' }],
      ['the finalizers', { op: 'add', path: '/metadata/finalizers', value: ['example.com/a'] }],
      ['the number of webhooks', { op: 'remove', path: '/webhooks/0' }],
    ])('cannot change %s', async (_, operation) => {
      expect(await patchAsPods(operation)).toContain(`ServiceAccount ${account} may only change caBundle`);
    });

    it('can change caBundle', async () => {
      const [before = ''] = await bundles(kind);
      const other = Buffer.from(`${Buffer.from(before, 'base64').toString()}\n`).toString('base64');
      expect(
        await patchAsPods({ op: 'replace', path: '/webhooks/0/clientConfig/caBundle', value: other }),
      ).toBe('');
      expect((await bundles(kind))[0]).toBe(other);
    });
  });

  it('cannot change how often the mutating webhook is called', async () => {
    const patch = JSON.stringify([{ op: 'replace', path: '/webhooks/0/reinvocationPolicy', value: 'Never' }]);
    const { stderr } = await kubectl([
      'patch',
      'mutatingwebhookconfiguration',
      release,
      '--type=json',
      `--patch=${patch}`,
      `--as=${account}`,
    ]);
    expect(stderr).toContain(`ServiceAccount ${account} may only change caBundle`);
  });
});

/** The caBundle of each webhook, base64. */
async function bundles(kind: string): Promise<readonly string[]> {
  const { webhooks } = await getObject<Configuration>(kind, release);
  return webhooks.map(({ clientConfig }) => clientConfig.caBundle);
}
