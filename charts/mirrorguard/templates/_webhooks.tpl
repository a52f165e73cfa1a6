{{/* Metadata of both configurations. Argo CD creates them last and deletes them first. */}}
{{- define "mirrorguard.webhookMetadata" -}}
name: {{ include "mirrorguard.fullname" . }}
labels:
  {{- include "mirrorguard.labels" . | nindent 2 }}
annotations:
  {{- $annotations := include "mirrorguard.webhookAnnotations" . }}
  {{- include "mirrorguard.overlay" (list $annotations .Values.webhook.annotations) | nindent 2 }}
{{- end }}

{{- define "mirrorguard.webhookAnnotations" -}}
argocd.argoproj.io/sync-wave: '1'
{{- if eq .Values.certificates.mode "openshift" }}
service.beta.openshift.io/inject-cabundle: 'true'
{{- end }}
{{- if eq .Values.certificates.mode "cert-manager" }}
cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/{{ include "mirrorguard.fullname" . }}
{{- end }}
{{- end }}

{{/*
The common part of all webhooks. It sets no caBundle: the owner of the CA writes it in the cluster.
Arguments: the root and the failure policy.
*/}}
{{- define "mirrorguard.webhook" -}}
admissionReviewVersions: [v1]
sideEffects: None
{{- $root := index . 0 }}
failurePolicy: {{ index . 1 }}
timeoutSeconds: {{ $root.Values.webhook.timeoutSeconds }}
matchPolicy: Equivalent
{{- with include "mirrorguard.matchConditions" $root | trim }}
matchConditions:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* namespaceSelector does not apply to cluster-scoped kinds, so expressions exempt users and groups. */}}
{{- /* The server exempts the same requesters, because Kubernetes before 1.28 has no matchConditions. */}}
{{- define "mirrorguard.exemptRequesters" -}}
{{- $requesters := .Values.webhook.exemptOperators }}
{{- range .Values.webhook.exemptUsers }}
{{- $requesters = append $requesters (dict "user" .) }}
{{- end }}
{{- range .Values.webhook.exemptGroups }}
{{- $requesters = append $requesters (dict "groups" (list .)) }}
{{- end }}
{{- toJson $requesters }}
{{- end }}


{{- define "mirrorguard.matchConditions" -}}
{{- if semverCompare ">=1.28.0-0" .Capabilities.KubeVersion.Version }}
{{- with .Values.webhook.exemptOperators }}
- name: not-an-exempt-operator
  expression: >-
    !has(request.userInfo.groups) || !(
    {{- range $index, $operator := . }}
    {{- if $index }} || {{ end -}}
    (request.userInfo.username == {{ toJson .user }} &&
    {{ toJson .groups }}.all(group, group in request.userInfo.groups) &&
    request.operation in {{ toJson .operations }})
    {{- end }})
{{- end }}
{{- with .Values.webhook.exemptUsers }}
- name: not-an-exempt-user
  expression: {{ printf "!(request.userInfo.username in %s)" (toJson .) | quote }}
{{- end }}
{{- with .Values.webhook.exemptGroups }}
- name: not-in-an-exempt-group
  {{- $isMember := printf "request.userInfo.groups.exists(group, group in %s)" (toJson .) }}
  expression: {{ printf "!has(request.userInfo.groups) || !%s" $isMember | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/*
The path states the failure policy, so a timeout, overload and an internal error have the same result as no
response. Arguments: the root, the path and the failure policy.
*/}}
{{- define "mirrorguard.webhookService" -}}
{{- $root := index . 0 -}}
service:
  name: {{ include "mirrorguard.fullname" $root }}
  namespace: {{ $root.Release.Namespace }}
  port: 443
  path: {{ printf "%s/%s" (index . 1) (index . 2 | lower) }}
{{- end }}
