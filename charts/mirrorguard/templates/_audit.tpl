{{/*
Destinations of audit records other than standard output. Each pod writes its own file.
int64, because Helm prints large numbers with an exponent.
*/}}
{{- define "mirrorguard.auditArguments" -}}
{{- with .Values.audit.file }}
{{- if .enabled }}
- --audit-file=/var/log/mirrorguard/$(POD_NAME).log
- --audit-fsync={{ .fsync }}
- --audit-max-bytes={{ int64 .maxBytes }}
- --audit-max-age-hours={{ int64 .maxAgeHours }}
- --audit-retain-hours={{ int64 .retainHours }}
- --audit-max-total-bytes={{ int64 .maxTotalBytes }}
{{- end }}
{{- end }}
{{- if .Values.audit.keySecret }}
- --audit-key-file=/etc/mirrorguard/audit-key/key
{{- end }}
{{- with .Values.audit.collector }}
{{- if .url }}
- {{ printf "--audit-url=%s" .url | quote }}
{{- if .caConfigMap }}
- --audit-url-ca-file=/etc/mirrorguard/audit-ca/ca.crt
{{- end }}
{{- if .tokenSecret }}
- --audit-url-token-file=/etc/mirrorguard/audit-token/token
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "mirrorguard.auditMounts" -}}
{{- if .Values.audit.file.enabled }}
- name: audit
  mountPath: /var/log/mirrorguard
{{- end }}
{{- if .Values.audit.keySecret }}
- name: audit-key
  mountPath: /etc/mirrorguard/audit-key
  readOnly: true
{{- end }}
{{- if .Values.audit.collector.caConfigMap }}
- name: audit-ca
  mountPath: /etc/mirrorguard/audit-ca
  readOnly: true
{{- end }}
{{- if .Values.audit.collector.tokenSecret }}
- name: audit-token
  mountPath: /etc/mirrorguard/audit-token
  readOnly: true
{{- end }}
{{- end }}

{{/*
The size limit is above the size at which the webhook stops writing, because the kubelet evicts a pod whose
volume exceeds it.
*/}}
{{- define "mirrorguard.auditEmptyDir" -}}
emptyDir:
  {{- with int64 .Values.audit.file.maxTotalBytes }}
  sizeLimit: {{ quote (add . (div . 10) 16777216) }}
  {{- else }} {}
  {{- end }}
{{- end }}

{{/* Whether a NetworkPolicy restricts the pods: "true" or empty. */}}
{{- define "mirrorguard.hasNetworkPolicy" -}}
{{- $enabled := toString .Values.networkPolicy.enabled }}
{{- $isOpenShift := .Capabilities.APIVersions.Has "config.openshift.io/v1/Network" }}
{{- if or (eq $enabled "true") (and (eq $enabled "auto") $isOpenShift) }}true{{ end }}
{{- end }}

{{- define "mirrorguard.auditVolumes" -}}
{{- if .Values.audit.file.enabled }}
- name: audit
  {{- toYaml (.Values.audit.file.volume | default (include "mirrorguard.auditEmptyDir" . | fromYaml)) | nindent 2 }}
{{- end }}
{{- with .Values.audit.keySecret }}
- name: audit-key
  secret:
    secretName: {{ . }}
{{- end }}
{{- with .Values.audit.collector.caConfigMap }}
- name: audit-ca
  configMap:
    name: {{ . }}
{{- end }}
{{- with .Values.audit.collector.tokenSecret }}
- name: audit-token
  secret:
    secretName: {{ . }}
{{- end }}
{{- end }}
