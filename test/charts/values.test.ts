import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-program.ts';
import { errorOf, podSpecsOf, type RenderOptions, render } from './render.ts';

interface Deployment {
  readonly template: {
    readonly spec: { readonly containers: readonly { readonly args: readonly string[] }[] };
  };
}

describeWithHelm('values', () => {
  it('refer only to existing pages', () => {
    const root = join(import.meta.dirname, '..', '..');
    const pages =
      readFileSync(join(root, 'charts', 'mirrorguard', 'values.yaml'), 'utf8').match(/docs\/[\w/-]+\.md/g) ??
      [];
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages)
      expect({ page, exists: existsSync(join(root, page)) }).toEqual({ page, exists: true });
  });

  it('are valid by default', () => {
    expect(errorOf({})).toBe('');
  });

  it.each([
    ['an unknown name', { replicas: 3 }],
    ['an unknown name in a group', { 'certificates.mod': 'self' }],
    ['an unknown certificate mode', { 'certificates.mode': 'selfsigned' }],
    ['zero replicas', { replicaCount: 0 }],
    ['a longer timeout than the API server allows', { 'webhook.timeoutSeconds': 31 }],
    ['an invalid digest', { 'image.digest': 'sha256:abc' }],
    ['an unknown failure policy', { 'webhook.failurePolicy': 'fail' }],
    ['text in place of a number', { drainSeconds: 'ten' }],
    ['an unknown rule', { policy: { rules: { 'no-such-rule': 'deny' } } }],
    ['an unknown level', { policy: { rules: { 'no-scheme': 'error' } } }],
    ['an unknown fsync', { 'audit.file.fsync': 'sometimes' }],
    ['an unknown placement', { placement: 'infra' }],
    ['a collector without TLS', { 'audit.collector.url': 'http://collector.example.com' }],
    [
      'two volumes for one log',
      { 'audit.file.volume': { emptyDir: {}, persistentVolumeClaim: { claimName: 'audit' } } },
    ],
    [
      'a duration in words',
      { 'certificates.mode': 'cert-manager', 'certificates.certManager.duration': '90 days' },
    ],
    ['a pull secret without a name', { imagePullSecrets: [{ secret: 'a' }] }],
  ])('fail the schema: %s', (_title, values) => {
    expect(errorOf(values)).toContain("values don't meet the specifications of the schema");
  });

  it.each([
    [
      'a Secret without mode files',
      { 'certificates.files.secretName': 'tls' },
      'certificates.files.secretName is "tls", but certificates.mode "self" does not use it',
    ],
    [
      'an issuer without mode cert-manager',
      { 'certificates.certManager.issuerRef': { name: 'ca' } },
      'certificates.certManager.issuerRef is set, but certificates.mode "self" does not use it',
    ],
    [
      'an exemption of all users',
      { 'webhook.exemptGroups': ['system:authenticated'] },
      'which exempts every user',
    ],
    [
      'a network policy that blocks Prometheus',
      {
        'networkPolicy.enabled': true,
        'networkPolicy.metrics': [],
        'monitoring.serviceMonitor.enabled': true,
      },
      'which blocks Prometheus; set the peers of Prometheus',
    ],
    [
      'a repository with a tag',
      { 'image.repository': 'localhost:5000/mirrorguard:e2e' },
      'set it in image.tag or image.digest',
    ],
    [
      'a repository with a digest',
      { 'image.repository': 'localhost/mirrorguard@sha256:a' },
      'set it in image.tag or image.digest',
    ],
    [
      'a label of the pod selector',
      { podLabels: { 'app.kubernetes.io/instance': 'other' } },
      'podLabels contains app.kubernetes.io/instance, which the chart sets',
    ],
    [
      'a label that the chart sets',
      { commonLabels: { 'helm.sh/chart': 'other' } },
      'commonLabels contains helm.sh/chart, which the chart sets',
    ],
    ['an invalid Service name', { fullnameOverride: '1st' }, 'the objects would be named "1st"'],
    ['a name with a dot', { nameOverride: 'guard.v1' }, 'the objects would be named "mirrorguard-guard.v1"'],
    ['durable records without a file', { 'audit.file.fsync': 'durable' }, 'audit.file.enabled is false'],
    ['a token without a collector', { 'audit.collector.tokenSecret': 'token' }, 'set audit.collector.url'],
    [
      'alerts without a ServiceMonitor',
      { 'monitoring.prometheusRule.enabled': true },
      'MirrorguardDown would always fire',
    ],
    [
      'an account without a namespace',
      { 'monitoring.serviceMonitor.grantTo': { name: 'prometheus-k8s' } },
      'requires name and namespace',
    ],
    [
      'a token without a key',
      { 'monitoring.serviceMonitor.tokenSecret': { name: 'scraper' } },
      'requires name and key of a Secret',
    ],
  ])('fail with the cause and a fix: %s', (_title, values, reason) => {
    expect(errorOf(values)).toContain(reason);
  });

  it.each([
    [
      { 'admissionPolicy.enabled': true },
      '1.29.9',
      '1.30.0',
      'admissionPolicy.enabled requires Kubernetes 1.30',
    ],
  ])('fail on versions of Kubernetes without the feature: %j', (values, before, since, reason) => {
    expect(errorOf(values, before)).toContain(reason);
    expect(errorOf(values, since)).toBe('');
  });

  it.each(['localhost:5000/mirrorguard', 'registry.example.com/a/b', 'mirrorguard'])(
    'accept the repository %s',
    (repository) => {
      expect(errorOf({ 'image.repository': repository })).toBe('');
    },
  );

  it.each(['self', 'openshift', 'cert-manager', 'files'])(
    'require only image, replicas and mode in mode %s',
    (mode) => {
      const values = {
        'image.repository': 'localhost/mirrorguard',
        'image.tag': 'e2e',
        replicaCount: 1,
        'certificates.mode': mode,
      };
      expect(errorOf(values)).toBe('');
    },
  );

  it('replace defaults of the chart without duplicate keys', () => {
    const values = {
      podAnnotations: { 'openshift.io/required-scc': 'nonroot-v2' },
      podSecurityContext: { fsGroup: 65532 },
    };
    const [deployment] = render({ values }).filter(({ kind }) => kind === 'Deployment');
    expect(deployment).toMatchObject({
      spec: {
        template: {
          metadata: { annotations: { 'openshift.io/required-scc': 'nonroot-v2' } },
          spec: { securityContext: { fsGroup: 65532, runAsNonRoot: true } },
        },
      },
    });
  });

  it('accept pull secrets as names and as objects', () => {
    const [deployment] = render({ values: { imagePullSecrets: ['a', { name: 'b' }] } }).filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(deployment).toMatchObject({
      spec: { template: { spec: { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] } } },
    });
  });

  it('use the digest in preference to the tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const [deployment] = render({ values: { 'image.digest': digest, 'image.tag': 'v1' } }).filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(deployment).toMatchObject({
      spec: { template: { spec: { containers: [{ image: `quay.io/mirrorguard/mirrorguard@${digest}` }] } } },
    });
  });

  describe('placement', () => {
    const specsWith = (values: NonNullable<RenderOptions['values']>) =>
      render({ values }).flatMap((object) => podSpecsOf(object));

    it('control-plane selects control plane nodes and tolerates their taints in all pods', () => {
      const specs = specsWith({
        placement: 'control-plane',
        nodeSelector: { zone: 'a' },
        tolerations: [{ operator: 'Exists' }],
      });
      expect(specs).toHaveLength(3);
      for (const spec of specs)
        expect(spec).toMatchObject({
          nodeSelector: { 'node-role.kubernetes.io/control-plane': '', zone: 'a' },
          tolerations: [
            { operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
            { key: 'node-role.kubernetes.io/master', operator: 'Exists', effect: 'NoSchedule' },
          ],
        });
    });

    it('is unrestricted by default', () => {
      for (const spec of specsWith({})) {
        expect(spec).not.toHaveProperty('nodeSelector');
        expect(spec).not.toHaveProperty('tolerations');
      }
    });
  });

  describe('webhook.image', () => {
    const validating = (values: NonNullable<RenderOptions['values']>) =>
      render({ values })
        .filter(({ kind }) => kind === 'ValidatingWebhookConfiguration')
        .flatMap(
          ({ webhooks }) =>
            webhooks as readonly {
              readonly name: string;
              readonly failurePolicy: string;
              readonly clientConfig: { readonly service: { readonly path: string } };
            }[],
        )
        .map(
          ({ name, failurePolicy, clientConfig: { service } }) => `${name} ${failurePolicy} ${service.path}`,
        );

    it('turns the webhook for Image off', () => {
      expect(validating({ 'webhook.image.enabled': false })).toEqual([
        'validate.mirrorguard.io Fail /validate/fail',
      ]);
    });

    it('has a failure policy of its own, which the path states', () => {
      const values = { 'webhook.failurePolicy': 'Ignore', 'webhook.image.failurePolicy': 'Fail' };
      expect(validating(values)).toEqual([
        'validate.mirrorguard.io Ignore /validate/ignore',
        'validate-image.mirrorguard.io Fail /validate-image/fail',
      ]);
    });
  });

  describe('exemptions', () => {
    const conditions = (options: RenderOptions) =>
      render(options)
        .filter(({ kind }) => kind.endsWith('WebhookConfiguration'))
        .flatMap(
          ({ webhooks }) =>
            webhooks as readonly { readonly matchConditions?: readonly { readonly expression: string }[] }[],
        )
        .map(({ matchConditions = [] }) => matchConditions.map(({ expression }) => expression));

    it('are match conditions of every webhook if Kubernetes supports them', () => {
      expect(conditions({ kubeVersion: '1.28.0' }).map(({ length }) => length)).toEqual([1, 1, 1]);
      expect(conditions({ kubeVersion: '1.27.9' })).toEqual([[], [], []]);
    });

    it('exempt an operator only with its groups, for the operations that it needs', () => {
      const [[expression = ''] = []] = conditions({});
      const operator =
        /\(request\.userInfo\.username == "([^"]+)" && (\[[^\]]+\])\.all\(group, group in request\.userInfo\.groups\) && request\.operation in (\[[^\]]+\])\)/g;
      expect([...expression.matchAll(operator)].map(([, ...parts]) => parts.join(' '))).toEqual([
        'system:serviceaccount:openshift-cluster-version:default ["system:serviceaccounts:openshift-cluster-version"] ["CREATE","UPDATE","DELETE"]',
        'system:serviceaccount:openshift-machine-config-operator:machine-config-operator ["system:serviceaccounts:openshift-machine-config-operator"] ["CREATE","UPDATE"]',
        'system:serviceaccount:openshift-machine-config-operator:machine-config-controller ["system:serviceaccounts:openshift-machine-config-operator"] ["UPDATE"]',
        'system:serviceaccount:kube-system:generic-garbage-collector ["system:serviceaccounts:kube-system"] ["UPDATE","DELETE"]',
        'system:hosted-cluster-config ["kubernetes"] ["CREATE","UPDATE","DELETE"]',
        'system:kas-bootstrap-container ["system:authenticated"] ["CREATE","UPDATE"]',
      ]);
    });

    it.each(['1.27.9', '1.28.0'])('are options of the pods too, on Kubernetes %s', (kubeVersion) => {
      const values = { 'webhook.exemptUsers': ['me'], 'webhook.exemptGroups': ['oncall'] };
      const flag = '--exempt-requesters=';
      const [argument = ''] = render({ kubeVersion, values })
        .filter(({ kind }) => kind === 'Deployment')
        .flatMap(({ spec }) => (spec as Deployment).template.spec.containers.flatMap(({ args }) => args))
        .filter((text) => text.startsWith(flag));
      const requesters = JSON.parse(argument.slice(flag.length)) as readonly object[];
      expect(requesters).toHaveLength(8);
      expect(requesters.slice(-2)).toEqual([{ user: 'me' }, { groups: ['oncall'] }]);
    });

    it('contain users in addition to the operators', () => {
      const perWebhook = [
        expect.stringContaining('"system:serviceaccount:openshift-cluster-version:default"'),
        '!(request.userInfo.username in ["me"])',
      ];
      expect(conditions({ values: { 'webhook.exemptUsers': ['me'] } })).toEqual([
        perWebhook,
        perWebhook,
        perWebhook,
      ]);
    });
  });
});
