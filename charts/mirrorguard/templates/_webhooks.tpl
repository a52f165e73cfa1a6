{{/* Metadata of both configurations. In Argo CD they come after everything else, and so are removed first. */}}
{{- define "mirrorguard.webhookMetadata" -}}
name: {{ include "mirrorguard.fullname" . }}
labels:
  {{- include "mirrorguard.labels" . | nindent 2 }}
annotations:
  {{- include "mirrorguard.overlay" (list (include "mirrorguard.webhookAnnotations" .) .Values.webhook.annotations) | nindent 2 }}
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

{{/* What both webhooks have in common. There is no caBundle here: it is written in the cluster, by whoever has the CA. */}}
{{- define "mirrorguard.webhook" -}}
admissionReviewVersions: [v1]
sideEffects: None
failurePolicy: {{ .Values.webhook.failurePolicy }}
timeoutSeconds: {{ .Values.webhook.timeoutSeconds }}
matchPolicy: Equivalent
{{- with include "mirrorguard.matchConditions" . | trim }}
matchConditions:
  {{- . | nindent 2 }}
{{- end }}
{{- end }}

{{/* namespaceSelector says nothing about cluster-scoped kinds, so users and groups are exempted by expression. */}}
{{- define "mirrorguard.matchConditions" -}}
{{- if semverCompare ">=1.28.0-0" .Capabilities.KubeVersion.Version }}
{{- with concat .Values.webhook.exemptOperators .Values.webhook.exemptUsers | uniq }}
- name: not-an-exempt-user
  expression: {{ printf "!(request.userInfo.username in %s)" (toJson .) | quote }}
{{- end }}
{{- with .Values.webhook.exemptGroups }}
- name: not-in-an-exempt-group
  expression: {{ printf "!has(request.userInfo.groups) || !request.userInfo.groups.exists(group, group in %s)" (toJson .) | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "mirrorguard.webhookService" -}}
service:
  name: {{ include "mirrorguard.fullname" . }}
  namespace: {{ .Release.Namespace }}
  port: 443
{{- end }}
