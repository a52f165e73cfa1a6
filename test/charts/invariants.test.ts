import { describe, expect, it } from '@jest/globals';
import { mirrorSetKinds } from '../../src/model/mirror-set.ts';
import { describeWithHelm } from './describe-with-program.ts';
import { podAnnotationsOf, podSpecsOf, type Rendered, render, walk } from './render.ts';

const everything = {
  'networkPolicy.enabled': true,
  'monitoring.serviceMonitor.enabled': true,
  'monitoring.prometheusRule.enabled': true,
  'monitoring.dashboard.enabled': true,
  'monitoring.serviceMonitor.grantTo': { name: 'prometheus-k8s', namespace: 'openshift-monitoring' },
  'admissionPolicy.enabled': true,
  'audit.file.enabled': true,
  'audit.file.fsync': 'durable',
  'audit.collector.url': 'https://collector.example.com:8443/mirrorguard?zone=a',
  'audit.collector.caConfigMap': 'collector-ca',
  'audit.collector.tokenSecret': 'collector-token',
  'certificates.clientCa.configMap': 'kube-apiserver-client-ca',
  extraEnv: [{ name: 'TZ', value: 'UTC' }],
  extraVolumes: [{ name: 'extra', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'extra', mountPath: '/extra' }],
  imagePullSecrets: ['registry'],
  commonLabels: { team: 'platform' },
  policy: { preset: 'recommended' },
};

/** Each certificate mode with the defaults, and with all optional features. */
const variants = [
  { 'certificates.mode': 'self' },
  { 'certificates.mode': 'openshift' },
  { 'certificates.mode': 'cert-manager' },
  { 'certificates.mode': 'files', 'certificates.files.secretName': 'tls' },
].flatMap((mode) => [mode, { ...mode, ...everything }]);

describeWithHelm('the chart', () => {
  describe.each(variants.map((values) => [JSON.stringify(values), values] as const))(
    'with %s',
    (_title, values) => {
      const objects = render({ values });
      const everyValue = objects.flatMap((object) =>
        [...walk(object)].map(([path, value]) => ({ path: `${object.kind} ${path}`, value })),
      );
      const rolesOf = (): readonly Rendered[] =>
        objects.filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role');
      const webhooksOf = (kind: string) =>
        objects
          .filter((object) => object.kind === kind)
          .flatMap((object) => object.webhooks as readonly Webhook[]);

      it('sets no user id and no group id, which OpenShift assigns', () => {
        expect(
          everyValue.filter(({ path }) => /\.(runAsUser|runAsGroup|fsGroup|supplementalGroups)$/.test(path)),
        ).toEqual([]);
      });

      it('grants no permission with a wildcard', () => {
        for (const role of rolesOf()) for (const [, value] of walk(role.rules)) expect(value).not.toBe('*');
      });

      it('renders no caBundle, certificate or Secret', () => {
        expect(everyValue.filter(({ path }) => /\.(caBundle|tls\.key|tls\.crt)$/.test(path))).toEqual([]);
        expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
      });

      it('uses one image in all pods', () => {
        const images = everyValue.filter(({ path }) => path.endsWith('.image')).map(({ value }) => value);
        expect(new Set(images).size).toBe(1);
        expect(images.length).toBeGreaterThanOrEqual(3);
      });

      it('registers the webhooks for the three mirror set kinds without their status', () => {
        const resources = Object.values(mirrorSetKinds).map(({ resource }) => resource);
        for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
          const [webhook] = webhooksOf(kind);
          expect(webhook?.rules.flatMap((rule) => rule.resources)).toEqual(resources);
        }
        expect(webhooksOf('MutatingWebhookConfiguration')).toHaveLength(1);
      });

      it('registers webhooks without side effects, with reinvocation, and with DELETE for validation', () => {
        const [mutating] = webhooksOf('MutatingWebhookConfiguration');
        const [validating] = webhooksOf('ValidatingWebhookConfiguration');
        expect(mutating).toMatchObject({
          sideEffects: 'None',
          reinvocationPolicy: 'IfNeeded',
          failurePolicy: 'Fail',
          timeoutSeconds: 10,
        });
        expect(validating).toMatchObject({ sideEffects: 'None', failurePolicy: 'Fail', timeoutSeconds: 10 });
        for (const { operations } of mutating?.rules ?? []) expect(operations).toEqual(['CREATE', 'UPDATE']);
        for (const { operations } of validating?.rules ?? [])
          expect(operations).toEqual(['CREATE', 'UPDATE', 'DELETE']);
      });

      it('registers a validating webhook of its own for Image, without its status, that fails open', () => {
        const [, image, ...others] = webhooksOf('ValidatingWebhookConfiguration');
        expect(others).toEqual([]);
        expect(image).toMatchObject({
          name: 'validate-image.mirrorguard.io',
          sideEffects: 'None',
          failurePolicy: 'Ignore',
          timeoutSeconds: 10,
          clientConfig: { service: { path: '/validate-image/ignore' } },
          rules: [
            {
              apiGroups: ['config.openshift.io'],
              resources: ['images'],
              operations: ['CREATE', 'UPDATE', 'DELETE'],
            },
          ],
        });
      });

      it('runs every pod under the restricted standard with a read-only root file system', () => {
        const specs = objects.flatMap((object) => podSpecsOf(object));
        expect(specs.length).toBeGreaterThanOrEqual(3);
        for (const { securityContext, containers } of specs) {
          expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
          for (const container of containers)
            expect(container.securityContext).toEqual({
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            });
        }
      });

      it('annotates every pod for workload partitioning and for its security context constraints', () => {
        const annotations = objects.flatMap((object) => podAnnotationsOf(object));
        expect(annotations).toHaveLength(3);
        for (const each of annotations)
          expect(each).toMatchObject({
            'openshift.io/required-scc': 'restricted-v2',
            'target.workload.openshift.io/management': '{"effect": "PreferredDuringScheduling"}',
          });
      });

      it('sets labels on every object, and a namespace on namespaced objects', () => {
        for (const { kind, metadata } of objects) {
          expect(metadata).toMatchObject({ labels: { 'app.kubernetes.io/instance': 'mirrorguard' } });
          const isClusterWide = /^(Cluster|Mutating|Validating)/.test(kind);
          expect('namespace' in metadata).toBe(!isClusterWide);
        }
      });
    },
  );
});

interface Webhook {
  readonly rules: readonly {
    readonly resources: readonly string[];
    readonly operations: readonly string[];
  }[];
}
