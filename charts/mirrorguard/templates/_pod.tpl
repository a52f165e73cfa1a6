{{/*
The mapping of the chart, overridden by that of a value, so no key occurs twice.
Arguments: text of a mapping, mapping.
*/}}
{{- define "mirrorguard.overlay" -}}
{{- mergeOverwrite (index . 0 | fromYaml) (index . 1) | toYaml }}
{{- end }}

{{/*
required-scc pins the security context constraints, whatever else the ServiceAccount may use. The workload
annotation lets a cluster with workload partitioning run the pods on its management CPUs; OpenShift ignores it
unless the namespace has the annotation workload.openshift.io/allowed: management.
*/}}
{{- define "mirrorguard.podAnnotations" -}}
openshift.io/required-scc: restricted-v2
target.workload.openshift.io/management: '{"effect": "PreferredDuringScheduling"}'
{{- end }}

{{/* For every pod, hooks included. No user or group id: OpenShift assigns them, and the image has a user. */}}
{{- define "mirrorguard.podSecurity" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "mirrorguard.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "mirrorguard.placement" -}}
{{- $nodeSelector := .Values.nodeSelector }}
{{- $tolerations := .Values.tolerations }}
{{- if eq .Values.placement "control-plane" }}
{{- $nodeSelector = merge (dict "node-role.kubernetes.io/control-plane" "") $nodeSelector }}
{{- /* OpenShift taints control plane nodes with the older name. */}}
{{- range list "node-role.kubernetes.io/control-plane" "node-role.kubernetes.io/master" }}
{{- $tolerations = append $tolerations (dict "key" . "operator" "Exists" "effect" "NoSchedule") }}
{{- end }}
{{- end }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ if kindIs "map" . }}{{ .name }}{{ else }}{{ . }}{{ end }}
{{- end }}
{{- end }}
{{- with $nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
