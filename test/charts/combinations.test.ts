import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { propertyRuns } from '../support/property-runs.ts';
import { describeWithHelm } from './describe-with-program.ts';
import { errorOf, lint, render } from './render.ts';

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

/** Values that are valid in any combination. */
const valid = fc.record(
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
    'webhook.exemptOperators': fc.constantFrom(
      [],
      [{ user: 'system:serviceaccount:a:b', groups: ['system:serviceaccounts:a'], operations: ['UPDATE'] }],
    ),
    policy: fc.constantFrom({}, { preset: 'strict' }),
    resources: fc.constantFrom({}, { limits: { memory: '1Gi' } }),
    priorityClassName: word,
    placement: fc.constantFrom('', 'control-plane'),
    nodeSelector: fc.constantFrom({}, { 'node-role.kubernetes.io/infra': '' }),
    'podDisruptionBudget.enabled': flag,
    'networkPolicy.enabled': flag,
    'cleanup.enabled': flag,
  },
  { requiredKeys: [] },
);

/** Valid for the schema, but not in combination with the defaults. */
const invalid = fc.constantFrom(
  { 'image.repository': 'localhost:5000/mirrorguard:e2e' },
  { fullnameOverride: '9th' },
  { commonLabels: { 'app.kubernetes.io/name': 'b' } },
  { 'webhook.exemptGroups': ['system:authenticated'] },
  { certificates: { mode: 'self', files: { secretName: 'tls' } } },
  { certificates: { mode: 'cert-manager', certManager: { issuerRef: { kind: 'ClusterIssuer' } } } },
  { audit: { file: { fsync: 'durable' } } },
);
const anyKubernetes = fc.constantFrom('1.26.0', '1.28.0', '1.35.0');

/** An error of `_validate.tpl`; other errors are defects of a template. */
const validationError = /execution error at \(mirrorguard\/templates\/deployment\.yaml:1:4\): /;

describeWithHelm('combinations of values', () => {
  it('render without duplicate keys if they are valid', () => {
    fc.assert(
      fc.property(valid, anyKubernetes, (values, kubeVersion) => {
        const kinds = render({ values, kubeVersion }).map(({ kind }) => kind);
        expect(kinds).toEqual(
          expect.arrayContaining(['Deployment', 'Service', 'ValidatingWebhookConfiguration', 'Pod']),
        );
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('fail with a validation message if they are invalid', () => {
    fc.assert(
      fc.property(valid, invalid, anyKubernetes, (values, wrong, kubeVersion) => {
        expect(errorOf({ ...values, ...wrong }, kubeVersion)).toMatch(validationError);
      }),
      { numRuns: propertyRuns(20) },
    );
  });

  it('pass helm lint by default', () => {
    expect(lint()).toBe('');
  });
});
