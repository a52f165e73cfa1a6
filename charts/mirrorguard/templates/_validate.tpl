{{/* Combinations that render, install and then hurt. What a single value may be is the business of values.schema.json. */}}
{{- define "mirrorguard.validate" -}}
{{- include "mirrorguard.validateNames" . }}
{{- include "mirrorguard.validateCertificates" .Values.certificates }}
{{- include "mirrorguard.validateAudit" .Values.audit }}
{{- if and .Values.admissionPolicy.enabled (semverCompare "<1.30.0-0" .Capabilities.KubeVersion.Version) }}
{{- fail (printf "admissionPolicy.enabled needs Kubernetes 1.30 (OpenShift 4.17), and this is %s: leave it off" .Capabilities.KubeVersion.Version) }}
{{- end }}
{{- range $value := list "exemptGroups" "exemptUsers" }}
{{- if and (index $.Values.webhook $value) (semverCompare "<1.28.0-0" $.Capabilities.KubeVersion.Version) }}
{{- fail (printf "webhook.%s needs Kubernetes 1.28 (OpenShift 4.15), and this is %s: exempt them in the policy instead" $value $.Capabilities.KubeVersion.Version) }}
{{- end }}
{{- end }}
{{- if has "system:authenticated" .Values.webhook.exemptGroups }}
{{- fail "webhook.exemptGroups names system:authenticated, which is everybody: nothing would be checked; uninstall mirrorguard instead" }}
{{- end }}
{{- if and .Values.monitoring.serviceMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metrics) }}
{{- fail "monitoring.serviceMonitor is enabled, but networkPolicy.metrics is empty: Prometheus could not reach the pods; name where it comes from" }}
{{- end }}
{{- if and .Values.monitoring.prometheusRule.enabled (not .Values.monitoring.serviceMonitor.enabled) }}
{{- fail "monitoring.prometheusRule is enabled, but monitoring.serviceMonitor is not: nobody would read the metrics, and MirrorguardDown would fire for ever; enable both" }}
{{- end }}
{{- $grantTo := .Values.monitoring.serviceMonitor.grantTo }}
{{- if and $grantTo (not (and $grantTo.name $grantTo.namespace)) }}
{{- fail "monitoring.serviceMonitor.grantTo needs both name and namespace: it is a ServiceAccount that gets rights in this namespace" }}
{{- end }}
{{- end }}

{{- define "mirrorguard.validateNames" -}}
{{- $name := include "mirrorguard.fullname" . }}
{{- if not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $name) }}
{{- fail (printf "the name of everything would be %s, which no Service may have: set fullnameOverride to lower-case letters, digits and dashes that begin with a letter" $name) }}
{{- end }}
{{- if or (regexMatch ":[^/]*$" .Values.image.repository) (contains "@" .Values.image.repository) }}
{{- fail (printf "image.repository is %s, with a tag or digest in it: no node could pull that; name them in image.tag or image.digest" .Values.image.repository) }}
{{- end }}
{{- $own := concat (keys (include "mirrorguard.ownLabels" . | fromYaml)) (list "app.kubernetes.io/component") }}
{{- range $value := list "commonLabels" "podLabels" }}
{{- range $label := keys (index $.Values $value) }}
{{- if has $label $own }}
{{- fail (printf "%s names %s, which the chart sets itself and finds its pods by: choose another label" $value $label) }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Argument: .Values.certificates. */}}
{{- define "mirrorguard.validateCertificates" -}}
{{- if and (ne .mode "files") .files.secretName }}
{{- fail (printf "certificates.files.secretName is %s, but certificates.mode is %s: the Secret would not be used; set certificates.mode=files or leave the name out" .files.secretName .mode) }}
{{- end }}
{{- if and (ne .mode "cert-manager") .certManager.issuerRef }}
{{- fail (printf "certificates.certManager.issuerRef is set, but certificates.mode is %s: the issuer would not be asked; set certificates.mode=cert-manager or leave it out" .mode) }}
{{- end }}
{{- if and .certManager.issuerRef (not .certManager.issuerRef.name) }}
{{- fail "certificates.certManager.issuerRef has no name: give the name of the Issuer, or leave issuerRef empty for a CA of this release alone" }}
{{- end }}
{{- end }}

{{/* Argument: .Values.audit. */}}
{{- define "mirrorguard.validateAudit" -}}
{{- if and (eq .file.fsync "durable") (not .file.enabled) }}
{{- fail "audit.file.fsync is durable, but audit.file.enabled is off: only a file can be kept by a disk; enable it" }}
{{- end }}
{{- if and (or .collector.caConfigMap .collector.tokenSecret) (not .collector.url) }}
{{- fail "audit.collector has a CA or a token, but no url: nothing would be sent; set audit.collector.url" }}
{{- end }}
{{- end }}
