{{- define "mirrorguard.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 53 | trimSuffix "-" }}
{{- end }}

{{/* The name of everything: 53 characters, so that a suffix fits into the 63 of a label. */}}
{{- define "mirrorguard.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains (include "mirrorguard.name" .) .Release.Name }}
{{- .Release.Name | trunc 53 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "mirrorguard.name" .) | trunc 53 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/*
What the pods are selected by. A Deployment's selector can never be changed, so no value has a part in it. The chart's own name tells the pods
from those of other charts of the release that have a webhook too.
*/}}
{{- define "mirrorguard.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "mirrorguard.ownLabels" -}}
{{ include "mirrorguard.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 }}
{{- end }}

{{- define "mirrorguard.labels" -}}
{{ include "mirrorguard.ownLabels" . }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* One image for the server, the command line and the hooks: an air-gapped cluster mirrors one. */}}
{{- define "mirrorguard.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{/*
The Secret that is mounted; none in mode self, where the pods make their certificate themselves. Each mode has a name of its own: what
another has left behind is not taken for its own when the mode changes.
*/}}
{{- define "mirrorguard.servingSecret" -}}
{{- $mode := .Values.certificates.mode }}
{{- if eq $mode "files" -}}
{{ .Values.certificates.files.secretName | default (printf "%s-tls" (include "mirrorguard.fullname" .)) }}
{{- else if eq $mode "openshift" -}}
{{ include "mirrorguard.fullname" . }}-service-ca
{{- else if eq $mode "cert-manager" -}}
{{ include "mirrorguard.fullname" . }}-cert-manager
{{- end }}
{{- end }}

{{/* The CA that the pods make, in mode self. */}}
{{- define "mirrorguard.caSecret" -}}
{{ include "mirrorguard.fullname" . }}-ca
{{- end }}
