{{- define "mirrorguard.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 53 | trimSuffix "-" }}
{{- end }}

{{/* The release name. oc-mirror renders charts without one to find their images. */}}
{{- define "mirrorguard.instance" -}}
{{- .Release.Name | default .Chart.Name }}
{{- end }}

{{/* The name of most objects. At most 53 characters, because names with a suffix have a limit of 63. */}}
{{- define "mirrorguard.fullname" -}}
{{- $name := include "mirrorguard.name" . }}
{{- $instance := include "mirrorguard.instance" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride }}
{{- else if contains $name $instance }}
{{- $instance | trunc 53 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" $instance $name | trunc 53 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/*
The selector of a Deployment is immutable, so no value may change it. The chart name distinguishes the pods
from those of other charts in the same release.
*/}}
{{- define "mirrorguard.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ include "mirrorguard.instance" . }}
{{- end }}

{{- define "mirrorguard.ownLabels" -}}
{{ include "mirrorguard.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service | default "Helm" }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 }}
{{- end }}

{{- define "mirrorguard.labels" -}}
{{ include "mirrorguard.ownLabels" . }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* One image for the server, the CLI and the hooks, so an air-gapped cluster mirrors one image. */}}
{{- define "mirrorguard.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{/*
The Secret that the pods mount. Empty in mode self, in which the pods issue their certificates. Each mode has
its own name, because after a change of the mode the previous Secret may still exist.
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

{{/* Not empty if a ValidatingAdmissionPolicy guards the webhook configurations. */}}
{{- define "mirrorguard.restrictsCaBundle" -}}
{{- $when := .Values.certificates.self.restrictPatch }}
{{- $isServed := .Capabilities.APIVersions.Has "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy" }}
{{- if and (eq .Values.certificates.mode "self") (or (eq $when "always") (and (eq $when "auto") $isServed)) -}}
true
{{- end }}
{{- end }}

{{/* The Secret in which the pods keep the CA of mode self. */}}
{{- define "mirrorguard.caSecret" -}}
{{ include "mirrorguard.fullname" . }}-ca
{{- end }}
