{{- /* Written by `npm run generate` from src/cluster/permissions.ts and src/model/mirror-set.ts. */}}
{{- define "mirrorguard.rules" -}}
- apiGroups:
    - config.openshift.io
  apiVersions:
    - v1
  resources:
    - imagedigestmirrorsets
  scope: Cluster
  operations: {{ toJson . }}
- apiGroups:
    - config.openshift.io
  apiVersions:
    - v1
  resources:
    - imagetagmirrorsets
  scope: Cluster
  operations: {{ toJson . }}
- apiGroups:
    - operator.openshift.io
  apiVersions:
    - v1alpha1
  resources:
    - imagecontentsourcepolicies
  scope: Cluster
  operations: {{ toJson . }}
{{- end }}
