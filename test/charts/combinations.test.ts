import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeWithHelm } from './describe-with-helm.ts';
import { complaint, lint, render } from './render.ts';

const flag = fc.boolean();
const word = fc.constantFrom('', 'some-name');

const certificates = fc.oneof(
  fc.constantFrom('self', 'openshift').map((mode) => ({ mode })),
  word.map((secretName) => ({ mode: 'files', files: { secretName } })),
  fc
    .constantFrom({}, { name: 'ca' }, { name: 'ca', kind: 'ClusterIssuer' })
    .map((issuerRef) => ({ mode: 'cert-manager', certManager: { issuerRef } })),
);
const audit = fc.record({
  file: fc.constantFrom({ enabled: false }, { enabled: true }, { enabled: true, fsync: 'durable' }),
  collector: fc.constantFrom(
    { url: '' },
    { url: 'https://c.example.com' },
    { url: 'https://[2001:db8::1]:8443/a', tokenSecret: 'token' },
  ),
});
const monitoring = fc.record({
  serviceMonitor: fc.constantFrom(
    { enabled: true },
    { enabled: true, grantTo: { name: 'a', namespace: 'b' } },
  ),
  prometheusRule: fc.record({ enabled: flag }),
  dashboard: fc.record({ enabled: flag, namespace: word }),
});

/** Values that go together, whichever of them are given. */
const sound = fc.record(
  {
    certificates,
    audit,
    monitoring,
    'image.digest': fc.constantFrom('', `sha256:${'0'.repeat(64)}`),
    'image.repository': fc.constantFrom('mirrorguard', 'localhost:5000/mirrorguard'),
    nameOverride: word,
    fullnameOverride: word,
    commonLabels: fc.constantFrom({}, { team: 'a' }),
    podAnnotations: fc.constantFrom({}, { note: 'a', 'openshift.io/required-scc': 'nonroot-v2' }),
    podSecurityContext: fc.constantFrom(
      {},
      { fsGroup: 65532, runAsNonRoot: true, seccompProfile: { type: 'Localhost', localhostProfile: 'a' } },
    ),
    'webhook.annotations': fc.constantFrom({}, { 'argocd.argoproj.io/sync-wave': '9' }),
    replicaCount: fc.integer({ min: 1, max: 5 }),
    'webhook.failurePolicy': fc.constantFrom('Fail', 'Ignore'),
    'webhook.exemptOperators': fc.constantFrom([], ['system:serviceaccount:a:b']),
    policy: fc.constantFrom({}, { preset: 'strict' }),
    resources: fc.constantFrom({}, { limits: { memory: '1Gi' } }),
    priorityClassName: word,
    'podDisruptionBudget.enabled': flag,
    'networkPolicy.enabled': flag,
    'cleanup.enabled': flag,
  },
  { requiredKeys: [] },
);

/** Each takes the schema, and none goes with what is there by default. */
const unsound = fc.constantFrom(
  { 'image.repository': 'localhost:5000/mirrorguard:e2e' },
  { fullnameOverride: '9th' },
  { commonLabels: { 'app.kubernetes.io/name': 'b' } },
  { 'webhook.exemptGroups': ['system:authenticated'] },
  { certificates: { mode: 'self', files: { secretName: 'tls' } } },
  { certificates: { mode: 'cert-manager', certManager: { issuerRef: { kind: 'ClusterIssuer' } } } },
  { audit: { file: { fsync: 'durable' } } },
);
const anyKubernetes = fc.constantFrom('1.26.0', '1.28.0', '1.35.0');

/** What `_validate.tpl` says; anything else would be a template that broke. */
const refusal = /execution error at \(mirrorguard\/templates\/deployment\.yaml:1:4\): /;

describeWithHelm('whatever is combined', () => {
  it('what goes together is rendered, without a name that stands twice', () => {
    fc.assert(
      fc.property(sound, anyKubernetes, (values, kubeVersion) => {
        const kinds = render({ values, kubeVersion }).map(({ kind }) => kind);
        expect(kinds).toEqual(
          expect.arrayContaining(['Deployment', 'Service', 'ValidatingWebhookConfiguration', 'Pod']),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('what does not is refused in words, whatever else is given', () => {
    fc.assert(
      fc.property(sound, unsound, anyKubernetes, (values, wrong, kubeVersion) => {
        expect(complaint({ ...values, ...wrong }, kubeVersion)).toMatch(refusal);
      }),
      { numRuns: 20 },
    );
  });

  it('helm lint finds nothing', () => {
    expect(lint()).toBe('');
  });
});
