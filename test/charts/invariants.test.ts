import { describe, expect, it } from '@jest/globals';
import { mirrorSetKinds } from '../../src/model/mirror-set.ts';
import { describeWithHelm } from './describe-with-helm.ts';
import { type Rendered, render, walk } from './render.ts';

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

/** Each certificate mode as small as it gets, and with all that is optional. */
const variants = [
  { 'certificates.mode': 'self' },
  { 'certificates.mode': 'openshift' },
  { 'certificates.mode': 'cert-manager' },
  { 'certificates.mode': 'files', 'certificates.files.secretName': 'tls' },
].flatMap((mode) => [mode, { ...mode, ...everything }]);

describeWithHelm('whatever the values, the chart', () => {
  describe.each(variants.map((values) => [JSON.stringify(values), values] as const))(
    '%s',
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

      it('names no user and no group id: OpenShift assigns them', () => {
        expect(
          everyValue.filter(({ path }) => /\.(runAsUser|runAsGroup|fsGroup|supplementalGroups)$/.test(path)),
        ).toEqual([]);
      });

      it('grants nothing by wildcard', () => {
        for (const role of rolesOf()) for (const [, value] of walk(role.rules)) expect(value).not.toBe('*');
      });

      it('renders no caBundle and no key', () => {
        expect(everyValue.filter(({ path }) => /\.(caBundle|tls\.key|tls\.crt)$/.test(path))).toEqual([]);
        expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
      });

      it('uses one image everywhere', () => {
        const images = everyValue.filter(({ path }) => path.endsWith('.image')).map(({ value }) => value);
        expect(new Set(images).size).toBe(1);
        expect(images.length).toBeGreaterThanOrEqual(3);
      });

      it('asks about the three kinds and nothing else, not even their status', () => {
        const resources = Object.values(mirrorSetKinds).map(({ resource }) => resource);
        for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
          const webhooks = webhooksOf(kind);
          expect(webhooks).toHaveLength(1);
          expect(webhooks.flatMap(({ rules }) => rules.flatMap((rule) => rule.resources))).toEqual(resources);
        }
      });

      it('has no side effects, is asked again after others, and is asked about deletions when validating', () => {
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

      it('runs every pod by the restricted standard, on a read-only root', () => {
        const specs = objects.flatMap(({ kind, spec }) => podSpecsOf(kind, spec));
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

      it('gives every object its labels, and a namespace to those that live in one', () => {
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

interface PodSpec {
  readonly securityContext: unknown;
  readonly containers: readonly { readonly securityContext: unknown }[];
}

function podSpecsOf(kind: string, spec: unknown): readonly PodSpec[] {
  if (kind === 'Pod') return [spec as PodSpec];
  if (kind !== 'Deployment' && kind !== 'Job') return [];
  return [(spec as { readonly template: { readonly spec: PodSpec } }).template.spec];
}
