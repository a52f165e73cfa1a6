{{/* Not empty if a ClusterRole permits its subjects to read metrics. */}}
{{- define "mirrorguard.hasMetricsReader" -}}
{{- $monitor := .Values.monitoring.serviceMonitor }}
{{- if or .Values.monitoring.readerRole.enabled (and $monitor.enabled $monitor.grantTo) -}}
true
{{- end }}
{{- end }}

{{/* How Prometheus authenticates. Argument: .Values.monitoring.serviceMonitor. */}}
{{- define "mirrorguard.scrapeCredentials" -}}
{{- if .tokenSecret }}
authorization:
  type: Bearer
  credentials:
    {{- toYaml .tokenSecret | nindent 4 }}
{{- else }}
bearerTokenFile: {{ .bearerTokenFile }}
{{- end }}
{{- end }}

{{/* Where Prometheus finds the CA of the serving certificate. */}}
{{- define "mirrorguard.servingCa" -}}
{{- $mode := .Values.certificates.mode }}
{{- if .Values.monitoring.serviceMonitor.ca }}
{{- toYaml .Values.monitoring.serviceMonitor.ca }}
{{- else if eq $mode "openshift" }}
# OpenShift creates it in every namespace.
configMap:
  name: openshift-service-ca.crt
  key: service-ca.crt
{{- else if eq $mode "self" }}
secret:
  name: {{ include "mirrorguard.caSecret" . }}
  key: ca-bundle.crt
{{- else }}
secret:
  name: {{ include "mirrorguard.servingSecret" . }}
  key: ca.crt
{{- end }}
{{- end }}
