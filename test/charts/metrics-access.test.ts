import { describe, expect, it } from '@jest/globals';
import { describeWithHelm } from './describe-with-program.ts';
import { type Rendered, render } from './render.ts';

const monitored = { 'monitoring.serviceMonitor.enabled': true };
const grantTo = { name: 'prometheus-k8s', namespace: 'openshift-monitoring' };

type Values = Readonly<Record<string, unknown>>;

const only = (objects: readonly Rendered[], kind: string, name = 'mirrorguard') =>
  objects.filter((object) => object.kind === kind && object.metadata.name === name);
const specOf = (objects: readonly Rendered[], kind: string) => only(objects, kind)[0]?.spec;

function endpointsOf(values: Values): unknown {
  const spec = specOf(render({ values: { ...monitored, ...values } }), 'ServiceMonitor');
  return (spec as { readonly endpoints: readonly unknown[] }).endpoints;
}

const tokenFile = '/var/run/secrets/kubernetes.io/serviceaccount/token';

describeWithHelm('access to the metrics', () => {
  it.each([
    ['self', {}, { secret: { name: 'mirrorguard-ca', key: 'ca-bundle.crt' } }],
    ['openshift', {}, { configMap: { name: 'openshift-service-ca.crt', key: 'service-ca.crt' } }],
    ['cert-manager', {}, { secret: { name: 'mirrorguard-cert-manager', key: 'ca.crt' } }],
    ['files', {}, { secret: { name: 'mirrorguard-tls', key: 'ca.crt' } }],
    ['files', { 'certificates.files.secretName': 'own' }, { secret: { name: 'own', key: 'ca.crt' } }],
    [
      'cert-manager',
      { 'monitoring.serviceMonitor.ca': { configMap: { name: 'public', key: 'roots.pem' } } },
      { configMap: { name: 'public', key: 'roots.pem' } },
    ],
  ])('is verified TLS with a token in mode %s and %j', (mode, values, ca) => {
    expect(endpointsOf({ 'certificates.mode': mode, ...values })).toEqual([
      {
        port: 'metrics',
        scheme: 'https',
        path: '/metrics',
        interval: '30s',
        bearerTokenFile: tokenFile,
        tlsConfig: { serverName: 'mirrorguard.mirrorguard.svc', ca },
      },
    ]);
  });

  it('uses the token of a Secret instead of a file', () => {
    const tokenSecret = { name: 'scraper', key: 'token' };
    expect(endpointsOf({ 'monitoring.serviceMonitor.tokenSecret': tokenSecret })).toEqual([
      expect.objectContaining({ authorization: { type: 'Bearer', credentials: tokenSecret } }),
    ]);
    expect(endpointsOf({ 'monitoring.serviceMonitor.tokenSecret': tokenSecret })).toEqual([
      expect.not.objectContaining({ bearerTokenFile: expect.anything() }),
    ]);
  });

  it('is at the port of the metrics listener; the Service does not have the health listener', () => {
    const objects = render({ values: { 'networkPolicy.enabled': true } });
    expect(specOf(objects, 'Service')).toMatchObject({
      ports: [
        { name: 'webhook', port: 443, targetPort: 'webhook' },
        { name: 'metrics', port: 8444, targetPort: 'metrics' },
      ],
    });
    expect(specOf(objects, 'NetworkPolicy')).toMatchObject({
      ingress: [{ ports: [{ port: 'webhook' }] }, { ports: [{ port: 'metrics' }] }],
    });
  });

  it('can be reviewed by the pods in every mode', () => {
    for (const mode of ['self', 'openshift', 'cert-manager', 'files']) {
      const [role] = only(render({ values: { 'certificates.mode': mode } }), 'ClusterRole');
      for (const [group, resource] of [
        ['authentication.k8s.io', 'tokenreviews'],
        ['authorization.k8s.io', 'subjectaccessreviews'],
      ])
        expect(role?.rules).toContainEqual({ apiGroups: [group], resources: [resource], verbs: ['create'] });
    }
  });

  describe('the ClusterRole of readers', () => {
    const reader = 'mirrorguard-metrics-reader';
    const roles = (values: Values) => only(render({ values }), 'ClusterRole', reader);

    it('permits to get /metrics alone', () => {
      expect(roles({}).map(({ rules }) => rules)).toEqual([
        [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
      ]);
    });

    it('is optional, unless the chart grants it', () => {
      const off = { 'monitoring.readerRole.enabled': false };
      expect(roles(off)).toEqual([]);
      expect(roles({ ...off, ...monitored })).toEqual([]);
      expect(roles({ ...off, ...monitored, 'monitoring.serviceMonitor.grantTo': grantTo })).toHaveLength(1);
    });

    it('is bound to the ServiceAccount of Prometheus', () => {
      const values = { ...monitored, 'monitoring.serviceMonitor.grantTo': grantTo };
      expect(only(render({ values }), 'ClusterRoleBinding', reader)).toEqual([
        expect.objectContaining({
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: reader },
          subjects: [{ kind: 'ServiceAccount', ...grantTo }],
        }),
      ]);
      expect(only(render({ values: monitored }), 'ClusterRoleBinding', reader)).toEqual([]);
    });
  });
});
