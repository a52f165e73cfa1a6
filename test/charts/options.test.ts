import { expect, it } from '@jest/globals';
import { readOptions } from '../../src/config/read-options.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';
import { describeWithHelm } from './describe-with-program.ts';
import { type RenderOptions, render } from './render.ts';

/** Options that the chart does not set. */
const optionsOutsideChart = [
  // Only for a webhook outside a cluster.
  'cluster-dir',
  'state-dir',
  // The URL paths in the webhook configurations contain it.
  'failure-policy',
  // The policy file sets them.
  'on-deadline',
  'on-internal-error',
];

interface Container {
  readonly args: readonly string[];
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string }[];
}

function podSpecOf(values: NonNullable<RenderOptions['values']>): PodSpec {
  const [spec] = render({ values }).flatMap((object) =>
    object.kind === 'Deployment'
      ? [(object.spec as { readonly template: { readonly spec: PodSpec } }).template.spec]
      : [],
  );
  return spec ?? { containers: [], volumes: [] };
}

const argumentsOf = (values: NonNullable<RenderOptions['values']>) =>
  podSpecOf(values).containers.flatMap(({ args }) => args);

const everything = {
  'machineConfigs.enabled': true,
  'audit.file.enabled': true,
  'audit.file.maxBytes': 1_000_000_000_000,
  'audit.keySecret': 'audit-key',
  'audit.collector.url': 'https://collector.example.com/mirrorguard?zone=a&tier=b',
  'audit.collector.caConfigMap': 'collector-ca',
  'audit.collector.tokenSecret': 'collector-token',
  'certificates.clientCa.configMap': 'kube-apiserver-client-ca',
  policy: { preset: 'strict' },
};

describeWithHelm('server arguments', () => {
  it.each(['self', 'openshift', 'cert-manager', 'files'])(
    'are valid options of the webhook in mode %s',
    (mode) => {
      for (const values of [{}, everything]) {
        const read = readOptions(webhookOptions, argumentsOf({ ...values, 'certificates.mode': mode }), {});
        expect(read).toMatchObject({ outcome: 'values', values: { certificates: mode, facts: 'cluster' } });
      }
    },
  );

  it('contain the values unchanged, large numbers and punctuation included', () => {
    const read = readOptions(webhookOptions, argumentsOf(everything), {});
    expect(read).toMatchObject({
      values: {
        auditMaxBytes: 1_000_000_000_000,
        auditUrl: 'https://collector.example.com/mirrorguard?zone=a&tier=b',
        auditFile: '/var/log/mirrorguard/$(POD_NAME).log',
      },
    });
  });

  it('cover every option of the webhook', () => {
    const given = [everything, { 'certificates.mode': 'files' }]
      .flatMap(argumentsOf)
      .map((argument) => argument.replace(/^--|=.*$/gs, ''));
    const options = Object.values(webhookOptions).map(({ name }) => name);
    expect(options.filter((name) => !given.includes(name)).toSorted()).toEqual(
      optionsOutsideChart.toSorted(),
    );
  });

  it('write audit files to the configured volume', () => {
    const claim = { persistentVolumeClaim: { claimName: 'audit' } };
    const volumesOf = (values: object) => podSpecOf({ 'audit.file.enabled': true, ...values }).volumes;
    expect(volumesOf({ 'audit.file.volume': claim })).toContainEqual({ name: 'audit', ...claim });
    // The limit exceeds the size at which the webhook stops writing, because the kubelet evicts a pod whose
    // volume exceeds it.
    expect(volumesOf({})).toContainEqual({ name: 'audit', emptyDir: { sizeLimit: '1197893222' } });
    expect(volumesOf({ 'audit.file.maxTotalBytes': 0 })).toContainEqual({ name: 'audit', emptyDir: {} });
    expect(volumesOf({})).toContainEqual({ name: 'tmp', emptyDir: { sizeLimit: '16Mi' } });
  });

  it('refer only to files in mounted volumes', () => {
    for (const mode of ['self', 'openshift', 'cert-manager', 'files']) {
      const { containers, volumes } = podSpecOf({ ...everything, 'certificates.mode': mode });
      const [{ args, volumeMounts } = { args: [], volumeMounts: [] }] = containers;
      const paths = args.flatMap((argument) => argument.match(/=(\/.*)$/)?.[1] ?? []);
      expect(paths.length).toBeGreaterThan(3);
      for (const path of paths)
        expect(volumeMounts).toContainEqual(expect.objectContaining({ mountPath: mountOf(path) }));
      expect(volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
    }
  });
});

/** `--certificate-dir` is the mount itself; other options refer to a file in a mount. */
function mountOf(path: string): string {
  return path.endsWith('/tls') ? path : path.slice(0, path.lastIndexOf('/'));
}
