import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-helm.ts';
import { complaint, type RenderOptions, render } from './render.ts';

describeWithHelm('values', () => {
  it('send nobody to a page that there is not', () => {
    const root = join(import.meta.dirname, '..', '..');
    const pages =
      readFileSync(join(root, 'charts', 'mirrorguard', 'values.yaml'), 'utf8').match(/docs\/[\w/-]+\.md/g) ??
      [];
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages)
      expect({ page, exists: existsSync(join(root, page)) }).toEqual({ page, exists: true });
  });

  it('the defaults are taken', () => {
    expect(complaint({})).toBe('');
  });

  it.each([
    ['a misspelt name', { replicas: 3 }],
    ['a misspelt name in a group', { 'certificates.mod': 'self' }],
    ['a mode that there is not', { 'certificates.mode': 'selfsigned' }],
    ['no pods', { replicaCount: 0 }],
    ['a longer wait than the API server allows', { 'webhook.timeoutSeconds': 31 }],
    ['a digest that is none', { 'image.digest': 'sha256:abc' }],
    ['a failure policy that there is not', { 'webhook.failurePolicy': 'fail' }],
    ['text where a number belongs', { drainSeconds: 'ten' }],
    ['a rule that there is not', { policy: { rules: { 'no-such-rule': 'deny' } } }],
    ['a level that there is not', { policy: { rules: { 'no-scheme': 'error' } } }],
    ['an fsync that there is not', { 'audit.file.fsync': 'sometimes' }],
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
  ])('%s is refused by the schema', (_what, values) => {
    expect(complaint(values)).toContain("values don't meet the specifications of the schema");
  });

  it.each([
    [
      'a Secret without files',
      { 'certificates.files.secretName': 'tls' },
      'certificates.files.secretName is tls, but certificates.mode is self',
    ],
    [
      'an issuer without cert-manager',
      { 'certificates.certManager.issuerRef': { name: 'ca' } },
      'the issuer would not be asked',
    ],
    [
      'an exemption of everybody',
      { 'webhook.exemptGroups': ['system:authenticated'] },
      'nothing would be checked',
    ],
    [
      'metrics that nobody could reach',
      {
        'networkPolicy.enabled': true,
        'networkPolicy.metrics': [],
        'monitoring.serviceMonitor.enabled': true,
      },
      'Prometheus could not reach the pods',
    ],
    [
      'a repository with its tag',
      { 'image.repository': 'localhost:5000/mirrorguard:e2e' },
      'name them in image.tag or image.digest',
    ],
    [
      'a repository with its digest',
      { 'image.repository': 'localhost/mirrorguard@sha256:a' },
      'name them in image.tag or image.digest',
    ],
    [
      'a label that pods are found by',
      { podLabels: { 'app.kubernetes.io/instance': 'other' } },
      'choose another label',
    ],
    [
      'a label that the chart sets itself',
      { commonLabels: { 'helm.sh/chart': 'other' } },
      'commonLabels names helm.sh/chart',
    ],
    ['a name that no Service may have', { fullnameOverride: '1st' }, 'which no Service may have'],
    [
      'a name with a dot',
      { nameOverride: 'guard.v1' },
      'the name of everything would be mirrorguard-guard.v1',
    ],
    ['durable records without a file', { 'audit.file.fsync': 'durable' }, 'audit.file.enabled is off'],
    ['a token for no collector', { 'audit.collector.tokenSecret': 'token' }, 'nothing would be sent'],
    [
      'alerts on what nobody reads',
      { 'monitoring.prometheusRule.enabled': true },
      'MirrorguardDown would fire for ever',
    ],
    [
      'half an account',
      { 'monitoring.serviceMonitor.grantTo': { name: 'prometheus-k8s' } },
      'needs both name and namespace',
    ],
  ])('%s is refused, with the way out', (_what, values, reason) => {
    expect(complaint(values)).toContain(reason);
  });

  it.each([
    [
      { 'admissionPolicy.enabled': true },
      '1.29.9',
      '1.30.0',
      'admissionPolicy.enabled needs Kubernetes 1.30',
    ],
    [{ 'webhook.exemptGroups': ['ops'] }, '1.27.9', '1.28.0', 'webhook.exemptGroups needs Kubernetes 1.28'],
    [{ 'webhook.exemptUsers': ['ops'] }, '1.27.9', '1.28.0', 'webhook.exemptUsers needs Kubernetes 1.28'],
  ])('%j needs a Kubernetes that has it', (values, before, since, reason) => {
    expect(complaint(values, before)).toContain(reason);
    expect(complaint(values, since)).toBe('');
  });

  it.each(['localhost:5000/mirrorguard', 'registry.example.com/a/b', 'mirrorguard'])(
    '%s is a repository',
    (repository) => {
      expect(complaint({ 'image.repository': repository })).toBe('');
    },
  );

  it.each(['self', 'openshift', 'cert-manager', 'files'])(
    '%s needs nothing but image, replicas and its name',
    (mode) => {
      const values = {
        'image.repository': 'localhost/mirrorguard',
        'image.tag': 'e2e',
        replicaCount: 1,
        'certificates.mode': mode,
      };
      expect(complaint(values)).toBe('');
    },
  );

  it('what the chart sets too is replaced, not written twice', () => {
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

  it('a pull secret is named as in other charts, or by its name alone', () => {
    const [deployment] = render({ values: { imagePullSecrets: ['a', { name: 'b' }] } }).filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(deployment).toMatchObject({
      spec: { template: { spec: { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] } } },
    });
  });

  it('a digest wins over a tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const [deployment] = render({ values: { 'image.digest': digest, 'image.tag': 'v1' } }).filter(
      ({ kind }) => kind === 'Deployment',
    );
    expect(deployment).toMatchObject({
      spec: { template: { spec: { containers: [{ image: `quay.io/mirrorguard/mirrorguard@${digest}` }] } } },
    });
  });

  describe('who is exempt', () => {
    const conditions = (options: RenderOptions) =>
      render(options)
        .filter(({ kind }) => kind.endsWith('WebhookConfiguration'))
        .flatMap(
          ({ webhooks }) =>
            webhooks as readonly { readonly matchConditions?: readonly { readonly expression: string }[] }[],
        )
        .map(({ matchConditions = [] }) => matchConditions.map(({ expression }) => expression));

    it('is a condition of both webhooks where Kubernetes has conditions', () => {
      expect(conditions({ kubeVersion: '1.28.0' }).map(({ length }) => length)).toEqual([1, 1]);
      expect(conditions({ kubeVersion: '1.27.9' })).toEqual([[], []]);
    });

    it('users are beside the operators, not instead of them', () => {
      const both = /"system:serviceaccount:openshift-cluster-version:default".*"me"/;
      const perWebhook = [expect.stringMatching(both)];
      expect(conditions({ values: { 'webhook.exemptUsers': ['me'] } })).toEqual([perWebhook, perWebhook]);
    });
  });
});
