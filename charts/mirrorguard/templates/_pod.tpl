{{/* What the chart sets, and what a value sets over it: a name never stands twice. Arguments: text of a mapping, mapping. */}}
{{- define "mirrorguard.overlay" -}}
{{- mergeOverwrite (index . 0 | fromYaml) (index . 1) | toYaml }}
{{- end }}

{{/* OpenShift: the constraints that every pod is written for, whatever else its account may use. */}}
{{- define "mirrorguard.podAnnotations" -}}
openshift.io/required-scc: restricted-v2
{{- end }}

{{/* For every pod, hooks included. No user or group id: OpenShift assigns them, and the image names a number for everywhere else. */}}
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
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ if kindIs "map" . }}{{ .name }}{{ else }}{{ . }}{{ end }}
{{- end }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
