{{/* Combinations that render, install and then hurt. What a single value may be is the business of values.schema.json. */}}
{{- define "mirrorguard.validate" -}}
{{- $certificates := .Values.certificates }}
{{- if and (eq $certificates.mode "files") (not $certificates.files.secretName) }}
{{- fail "certificates.mode is files, but certificates.files.secretName is empty: name the Secret that holds tls.crt, tls.key and ca.crt" }}
{{- end }}
{{- if and (ne $certificates.mode "files") $certificates.files.secretName }}
{{- fail (printf "certificates.files.secretName is %s, but certificates.mode is %s: the Secret would not be used; set certificates.mode=files or leave the name out" $certificates.files.secretName $certificates.mode) }}
{{- end }}
{{- if and (ne $certificates.mode "cert-manager") $certificates.certManager.issuerRef }}
{{- fail (printf "certificates.certManager.issuerRef is set, but certificates.mode is %s: the issuer would not be asked; set certificates.mode=cert-manager or leave it out" $certificates.mode) }}
{{- end }}
{{- if and $certificates.certManager.issuerRef (not $certificates.certManager.issuerRef.name) }}
{{- fail "certificates.certManager.issuerRef has no name: give the name of the Issuer, or leave issuerRef empty for a CA of this release alone" }}
{{- end }}
{{- if and .Values.admissionPolicy.enabled (semverCompare "<1.30.0-0" .Capabilities.KubeVersion.Version) }}
{{- fail (printf "admissionPolicy.enabled needs Kubernetes 1.30 (OpenShift 4.17), and this is %s: leave it off" .Capabilities.KubeVersion.Version) }}
{{- end }}
{{- if and .Values.webhook.exemptGroups (semverCompare "<1.28.0-0" .Capabilities.KubeVersion.Version) }}
{{- fail (printf "webhook.exemptGroups needs Kubernetes 1.28 (OpenShift 4.15), and this is %s: exempt the groups in the policy instead" .Capabilities.KubeVersion.Version) }}
{{- end }}
{{- if has "system:authenticated" .Values.webhook.exemptGroups }}
{{- fail "webhook.exemptGroups names system:authenticated, which is everybody: nothing would be checked; uninstall mirrorguard instead" }}
{{- end }}
{{- if and .Values.monitoring.serviceMonitor.enabled .Values.networkPolicy.enabled (not .Values.networkPolicy.metrics) }}
{{- fail "monitoring.serviceMonitor is enabled, but networkPolicy.metrics is empty: Prometheus could not reach the pods; name where it comes from" }}
{{- end }}
{{- end }}
