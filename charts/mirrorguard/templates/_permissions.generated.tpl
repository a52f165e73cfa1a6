{{- /* Written by `npm run generate` from src/cluster/permissions.ts and src/model/mirror-set.ts. */}}
{{- define "mirrorguard.serve.clusterPermissions" -}}
# The mirror sets that the operator merges into one file.
- apiGroups: ['config.openshift.io']
  resources: [imagedigestmirrorsets]
  verbs: [get, list, watch]
# The mirror sets that the operator merges into one file.
- apiGroups: ['config.openshift.io']
  resources: [imagetagmirrorsets]
  verbs: [get, list, watch]
# The mirror sets that the operator merges into one file.
- apiGroups: ['operator.openshift.io']
  resources: [imagecontentsourcepolicies]
  verbs: [get, list, watch]
# Blocked and allowed registries; the version, which decides what the operator accepts.
- apiGroups: ['config.openshift.io']
  resources: [images, clusterversions]
  verbs: [get, list, watch]
# Who else decides about mirror sets, and whether nodes are drained at all; which images need signatures at their mirrors.
- apiGroups: ['config.openshift.io']
  resources: [infrastructures, clusterimagepolicies]
  verbs: [get, list, watch]
# Its existence switches off the drain for changes of registries.conf.
- apiGroups: ['']
  resources: [configmaps]
  resourceNames: ['image-registry-override-drain']
  verbs: [get, list, watch]
# Its existence says that HyperShift runs control planes of other clusters here.
- apiGroups: ['apiextensions.k8s.io']
  resources: [customresourcedefinitions]
  resourceNames: ['hostedclusters.hypershift.openshift.io']
  verbs: [get, list, watch]
# Which nodes a change would drain, and whether a pool is paused or degraded.
- apiGroups: ['machineconfiguration.openshift.io']
  resources: [machineconfigpools]
  verbs: [get, list, watch]
# The node disruption policy, which decides whether a change drains.
- apiGroups: ['operator.openshift.io']
  resources: [machineconfigurations]
  verbs: [get, list, watch]
{{- if eq .Values.certificates.mode "self" }}
# caBundle is written by server-side apply, as soon as a configuration is new or was changed.
- apiGroups: ['admissionregistration.k8s.io']
  resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations]
  resourceNames: ['{{ include "mirrorguard.fullname" . }}']
  verbs: [get, list, watch, patch]
{{- end }}
{{- end }}
{{- define "mirrorguard.serve.namespacePermissions" -}}
{{- if eq .Values.certificates.mode "self" }}
# The certificate authority, shared by all replicas.
- apiGroups: ['']
  resources: [secrets]
  resourceNames: ['{{ include "mirrorguard.caSecret" . }}']
  verbs: [get, update]
# The certificate authority, the first time.
- apiGroups: ['']
  resources: [secrets]
  verbs: [create]
# One replica at a time renews.
- apiGroups: ['coordination.k8s.io']
  resources: [leases]
  resourceNames: ['{{ include "mirrorguard.fullname" . }}']
  verbs: [get, update]
# The lease, the first time.
- apiGroups: ['coordination.k8s.io']
  resources: [leases]
  verbs: [create]
{{- end }}
{{- end }}
{{- define "mirrorguard.uninstall.clusterPermissions" -}}
# Opened first, removed last.
- apiGroups: ['admissionregistration.k8s.io']
  resources: [mutatingwebhookconfigurations, validatingwebhookconfigurations]
  resourceNames: ['{{ include "mirrorguard.fullname" . }}']
  verbs: [get, patch, delete]
{{- end }}
{{- define "mirrorguard.uninstall.namespacePermissions" -}}
# Scaled to none.
- apiGroups: ['apps']
  resources: [deployments]
  resourceNames: ['{{ include "mirrorguard.fullname" . }}']
  verbs: [patch]
# Waited for.
- apiGroups: ['']
  resources: [pods]
  verbs: [list]
# Made by the pods, if its type says so; perhaps before another mode was chosen.
- apiGroups: ['']
  resources: [secrets]
  resourceNames: ['{{ include "mirrorguard.caSecret" . }}']
  verbs: [get, delete]
# Made by the pods; perhaps before another mode was chosen.
- apiGroups: ['coordination.k8s.io']
  resources: [leases]
  resourceNames: ['{{ include "mirrorguard.fullname" . }}']
  verbs: [delete]
{{- end }}
{{- define "mirrorguard.selfTest.clusterPermissions" -}}
# Asked for as a dry run, and refused.
- apiGroups: ['config.openshift.io']
  resources: [imagedigestmirrorsets]
  verbs: [create]
{{- end }}
