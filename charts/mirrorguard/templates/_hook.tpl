{{/*
Objects of a hook: its ServiceAccount has only the permissions that the hook requires. Helm does not track the
objects of hooks, so the delete policy removes them. A hook that failed is retained for its log.
Arguments: context, name (suffix), hook (Helm's hook type), role (in the generated permissions).
*/}}
{{- define "mirrorguard.hookMetadata" -}}
name: {{ include "mirrorguard.fullname" .context }}-{{ .name }}
namespace: {{ .context.Release.Namespace }}
labels:
  {{- include "mirrorguard.labels" .context | nindent 2 }}
  app.kubernetes.io/component: {{ .name }}
annotations:
  helm.sh/hook: {{ .hook }}
  helm.sh/hook-weight: {{ .weight | default "0" | quote }}
  helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}

{{- define "mirrorguard.hookAccount" -}}
{{- $name := printf "%s-%s" (include "mirrorguard.fullname" .context) .name }}
{{- $metadata := include "mirrorguard.hookMetadata" (merge (dict "weight" "-5") .) }}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- $metadata | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  {{- $metadata | replace (printf "namespace: %s\n" .context.Release.Namespace) "" | nindent 2 }}
rules:
  {{- include (printf "mirrorguard.%s.clusterPermissions" .role) .context | trim | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  {{- $metadata | replace (printf "namespace: %s\n" .context.Release.Namespace) "" | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: {{ $name }}
subjects:
  - kind: ServiceAccount
    name: {{ $name }}
    namespace: {{ .context.Release.Namespace }}
{{- end }}

{{/* Arguments: context, name, arguments (list). */}}
{{- define "mirrorguard.hookPod" -}}
restartPolicy: Never
enableServiceLinks: false
serviceAccountName: {{ include "mirrorguard.fullname" .context }}-{{ .name }}
securityContext:
  {{- include "mirrorguard.podSecurity" .context | nindent 2 }}
{{- include "mirrorguard.placement" .context }}
containers:
  - name: {{ .name }}
    image: {{ include "mirrorguard.image" .context }}
    imagePullPolicy: {{ .context.Values.image.pullPolicy }}
    command: [node, /app/dist/hooks.mjs]
    args:
      {{- range .arguments }}
      - {{ . }}
      {{- end }}
    resources:
      requests: {cpu: 10m, memory: 64Mi}
      limits: {memory: 128Mi}
    securityContext:
      {{- include "mirrorguard.containerSecurity" .context | nindent 6 }}
{{- end }}
