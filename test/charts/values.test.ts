import { describe, expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-helm.ts';
import { complaint, render } from './render.ts';

describeWithHelm('values', () => {
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
  ])('%s is refused by the schema', (_what, values) => {
    expect(complaint(values)).toContain("values don't meet the specifications of the schema");
  });

  it.each([
    ['files without a Secret', { 'certificates.mode': 'files' }, 'name the Secret that holds tls.crt, tls.key and ca.crt'],
    [
      'a Secret without files',
      { 'certificates.files.secretName': 'tls' },
      'certificates.files.secretName is tls, but certificates.mode is self',
    ],
    ['an issuer without cert-manager', { 'certificates.certManager.issuerRef': { name: 'ca' } }, 'the issuer would not be asked'],
    ['an exemption of everybody', { 'webhook.exemptGroups': ['system:authenticated'] }, 'nothing would be checked'],
    [
      'metrics that nobody could reach',
      { 'networkPolicy.enabled': true, 'networkPolicy.metrics': [], 'monitoring.serviceMonitor.enabled': true },
      'Prometheus could not reach the pods',
    ],
  ])('%s is refused, with the way out', (_what, values, reason) => {
    expect(complaint(values)).toContain(reason);
  });

  it.each([
    [{ 'admissionPolicy.enabled': true }, '1.29.9', '1.30.0', 'admissionPolicy.enabled needs Kubernetes 1.30'],
    [{ 'webhook.exemptGroups': ['ops'] }, '1.27.9', '1.28.0', 'webhook.exemptGroups needs Kubernetes 1.28'],
  ])('%j needs a Kubernetes that has it', (values, before, since, reason) => {
    expect(complaint(values, before)).toContain(reason);
    expect(complaint(values, since)).toBe('');
  });

  it('a digest wins over a tag', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const [deployment] = render({ values: { 'image.digest': digest, 'image.tag': 'v1' } }).filter(({ kind }) => kind === 'Deployment');
    expect(deployment).toMatchObject({
      spec: { template: { spec: { containers: [{ image: `quay.io/mirrorguard/mirrorguard@${digest}` }] } } },
    });
  });

  describe('exempt users', () => {
    const conditionsAt = (kubeVersion: string) =>
      render({ kubeVersion })
        .filter(({ kind }) => kind.endsWith('WebhookConfiguration'))
        .flatMap(({ webhooks }) =>
          (webhooks as readonly { readonly matchConditions?: readonly unknown[] }[]).map((webhook) => webhook.matchConditions?.length),
        );

    it('become a condition of both webhooks where Kubernetes has conditions', () => {
      expect(conditionsAt('1.28.0')).toEqual([1, 1]);
      expect(conditionsAt('1.27.9')).toEqual([undefined, undefined]);
    });
  });
});
