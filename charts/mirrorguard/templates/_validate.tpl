{{/*
Denies combinations of values that render but do not work in a cluster. values.schema.json validates
single values.
*/}}
{{- define "mirrorguard.validate" -}}
{{- include "mirrorguard.validateNames" . }}
{{- include "mirrorguard.validateCertificates" .Values.certificates }}
{{- include "mirrorguard.validateAudit" .Values.audit }}
{{- include "mirrorguard.validateVersions" . }}
{{- include "mirrorguard.validateMonitoring" . }}
{{- if has "system:authenticated" .Values.webhook.exemptGroups }}
{{- fail (print "webhook.exemptGroups contains system:authenticated, which exempts every user; "
      "uninstall mirrorguard instead") }}
{{- end }}
{{- end }}

{{- define "mirrorguard.validateVersions" -}}
{{- $version := .Capabilities.KubeVersion.Version }}
{{- if and .Values.admissionPolicy.enabled (semverCompare "<1.30.0-0" $version) }}
{{- fail (printf (print "admissionPolicy.enabled requires Kubernetes 1.30 (OpenShift 4.17), "
      "but the cluster has %s; disable it") $version) }}
{{- end }}
{{- end }}

{{- define "mirrorguard.validateMonitoring" -}}
{{- $monitor := .Values.monitoring.serviceMonitor }}
{{- if and $monitor.enabled (include "mirrorguard.hasNetworkPolicy" .) (not .Values.networkPolicy.metrics) }}
{{- fail (print "monitoring.serviceMonitor is enabled, but networkPolicy.metrics is empty, "
      "which blocks Prometheus; set the peers of Prometheus") }}
{{- end }}
{{- if and .Values.monitoring.prometheusRule.enabled (not $monitor.enabled) }}
{{- fail (print "monitoring.prometheusRule is enabled, but monitoring.serviceMonitor is not, "
      "so MirrorguardDown would always fire; enable both") }}
{{- end }}
{{- if and $monitor.grantTo (not (and $monitor.grantTo.name $monitor.grantTo.namespace)) }}
{{- fail "monitoring.serviceMonitor.grantTo requires name and namespace of a ServiceAccount; set both" }}
{{- end }}
{{- if and $monitor.tokenSecret (not (and $monitor.tokenSecret.name $monitor.tokenSecret.key)) }}
{{- fail "monitoring.serviceMonitor.tokenSecret requires name and key of a Secret; set both" }}
{{- end }}
{{- end }}

{{- define "mirrorguard.validateNames" -}}
{{- $name := include "mirrorguard.fullname" . }}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $name) }}
{{- fail (printf (print "the objects would be named %q, but the name of a Service must start with a letter "
      "and contain only lowercase letters, digits and hyphens; set fullnameOverride") $name) }}
{{- end }}
{{- if or (regexMatch ":[^/]*$" .Values.image.repository) (contains "@" .Values.image.repository) }}
{{- fail (printf (print "image.repository %q contains a tag or digest, "
      "which makes the image reference invalid; set it in image.tag or image.digest")
      .Values.image.repository) }}
{{- end }}
{{- $own := append (keys (include "mirrorguard.ownLabels" . | fromYaml)) "app.kubernetes.io/component" }}
{{- range $value := list "commonLabels" "podLabels" }}
{{- range $label := keys (index $.Values $value) }}
{{- if has $label $own }}
{{- fail (printf "%s contains %s, which the chart sets; use another label" $value $label) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Argument: .Values.certificates. */}}
{{- define "mirrorguard.validateCertificates" -}}
{{- if and (ne .mode "files") .files.secretName }}
{{- fail (printf (print "certificates.files.secretName is %q, but certificates.mode %q does not use it; "
      "set certificates.mode=files or remove the name") .files.secretName .mode) }}
{{- end }}
{{- if and (ne .mode "cert-manager") .certManager.issuerRef }}
{{- fail (printf (print "certificates.certManager.issuerRef is set, but certificates.mode %q "
      "does not use it; set certificates.mode=cert-manager or remove it") .mode) }}
{{- end }}
{{- if and .certManager.issuerRef (not .certManager.issuerRef.name) }}
{{- fail (print "certificates.certManager.issuerRef has no name; "
      "set the name of the issuer, or leave issuerRef empty to use a CA of this release") }}
{{- end }}
{{- end }}

{{/* Argument: .Values.audit. */}}
{{- define "mirrorguard.validateAudit" -}}
{{- if and (eq .file.fsync "durable") (not .file.enabled) }}
{{- fail "audit.file.fsync is durable, but audit.file.enabled is false; enable the file" }}
{{- end }}
{{- if and (or .collector.caConfigMap .collector.tokenSecret) (not .collector.url) }}
{{- fail "audit.collector has a CA or a token, but no URL; set audit.collector.url" }}
{{- end }}
{{- end }}
