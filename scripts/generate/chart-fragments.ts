import { stringify } from 'yaml';
import {
  type OwnObject,
  type Permission,
  permissions,
  selfTestPermissions,
  uninstallPermissions,
} from '../../src/cluster/permissions.ts';
import { mirrorSetKinds } from '../../src/model/mirror-set.ts';
import type { Generator } from './generator.ts';

const templates = 'charts/mirrorguard/templates';

/** How the chart names what mirrorguard makes or changes. */
const names: Readonly<Record<OwnObject, string>> = {
  drainOverride: 'image-registry-override-drain',
  hostedClusters: 'hostedclusters.hypershift.openshift.io',
  caSecret: '{{ include "mirrorguard.caSecret" . }}',
  lease: '{{ include "mirrorguard.fullname" . }}',
  webhookConfiguration: '{{ include "mirrorguard.fullname" . }}',
  deployment: '{{ include "mirrorguard.fullname" . }}',
};

function renderRule({ group, resources, verbs, only, why }: Permission): string {
  return [
    `# ${why}`,
    `- apiGroups: ['${group}']`,
    `  resources: [${resources.join(', ')}]`,
    ...(only === undefined ? [] : [`  resourceNames: ['${names[only]}']`]),
    `  verbs: [${verbs.join(', ')}]`,
  ].join('\n');
}

function renderScope(name: string, ofScope: readonly Permission[]): string {
  const always = ofScope.filter(({ selfSignedOnly }) => selfSignedOnly !== true).map(renderRule);
  const selfSigned = ofScope.filter(({ selfSignedOnly }) => selfSignedOnly === true).map(renderRule);
  const whenSelfSigned = ['{{- if eq .Values.certificates.mode "self" }}', ...selfSigned, '{{- end }}'];
  return [
    `{{- define "${name}" -}}`,
    ...always,
    ...(selfSigned.length === 0 ? [] : whenSelfSigned),
    '{{- end }}',
  ].join('\n');
}

const roles: Readonly<Record<string, readonly Permission[]>> = {
  serve: permissions,
  uninstall: uninstallPermissions,
  selfTest: selfTestPermissions,
};

/** `mirrorguard.serve.clusterPermissions` and so on: what each kind of pod may do, as rules of a role. */
function renderPermissions(): string {
  const definitions = Object.entries(roles).flatMap(([role, ofRole]) =>
    (['cluster', 'namespace'] as const).flatMap((scope) => {
      const ofScope = ofRole.filter((permission) => permission.scope === scope);
      return ofScope.length === 0 ? [] : [renderScope(`mirrorguard.${role}.${scope}Permissions`, ofScope)];
    }),
  );
  return definitions.join('\n');
}

/** The three kinds, without their status: nobody needs to be judged for that. */
function renderWebhookRules(): string {
  const rules = Object.values(mirrorSetKinds).map(({ group, version, resource }) =>
    [
      stringify([
        { apiGroups: [group], apiVersions: [version], resources: [resource], scope: 'Cluster' },
      ]).trimEnd(),
      '  operations: {{ toJson . }}',
    ].join('\n'),
  );
  return ['{{- define "mirrorguard.rules" -}}', ...rules, '{{- end }}'].join('\n');
}

const notice =
  '{{- /* Written by `npm run generate` from src/cluster/permissions.ts and src/model/mirror-set.ts. */}}';

/** What the chart repeats of the sources: which kinds the webhooks are asked about, and what the pods may do. */
export default {
  generate: async () =>
    new Map([
      [`${templates}/_permissions.generated.tpl`, `${[notice, renderPermissions()].join('\n')}\n`],
      [`${templates}/_rules.generated.tpl`, `${[notice, renderWebhookRules()].join('\n')}\n`],
    ]),
} satisfies Generator;
