{{- /* Written by `npm run generate` from scripts/generate/static-rules.ts and the rules themselves. */}}
{{- define "mirrorguard.kinds" -}}
[{"kind":"ImageDigestMirrorSet","group":"config.openshift.io","version":"v1","resource":"imagedigestmirrorsets"},{"kind":"ImageTagMirrorSet","group":"config.openshift.io","version":"v1","resource":"imagetagmirrorsets"},{"kind":"ImageContentSourcePolicy","group":"operator.openshift.io","version":"v1alpha1","resource":"imagecontentsourcepolicies"}]
{{- end }}
{{- define "mirrorguard.staticRules.ImageDigestMirrorSet" -}}
variables:
  - name: entries
    expression: "has(object.spec.imageDigestMirrors) ? object.spec.imageDigestMirrors : []"
  - name: stored
    expression: "oldObject == null ? [] : (has(oldObject.spec.imageDigestMirrors) ? oldObject.spec.imageDigestMirrors : [])"
  - name: changed
    expression: variables.entries.filter(entry, !(entry in variables.stored))
validations:
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.contains('*')))"
    message: "no-wildcard-mirror: A mirror is one place, never a wildcard. Name each mirror in full."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, !entry.source.matches('^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$') && !entry.source.matches('^[*](?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$') || has(entry.mirrors) && entry.mirrors.exists(mirror, !mirror.matches('^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$')))"
    message: "require-valid-location: Sources and mirrors are host[:port][/path]. Write host[:port][/path]: the host from letters, digits, dots and inner hyphens; the path from a-z, 0-9 and single separators."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, entry.source.matches('^[^/]+:[0-9]+(/|$)') && !entry.source.matches('^[^/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/|$)') || has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^[^/]+:[0-9]+(/|$)') && !mirror.matches('^[^/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/|$)')))"
    message: "require-usable-port: Ports are numbers from 1 to 65535 without leading zeros. Write the port that the registry listens on."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^[a-zA-Z0-9-]+(/|$)') && !mirror.matches('^localhost(/|$)')))"
    message: "no-single-label-mirror: The host of a mirror has a dot or a port. Write the full DNS name of the mirror registry, or its port."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^index[.]docker[.]io(/|$)')))"
    message: "no-index-docker-io-mirror: Docker Hub as a mirror is called docker.io. Write docker.io, as image names do, in place of index.docker.io."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, entry.source.matches('^[a-zA-Z0-9-]+(/|$)') && !entry.source.matches('^localhost(/|$)') || entry.source.matches('^index[.]docker[.]io(/|$)'))"
    message: "no-unmatchable-source: Sources begin with a host as it stands in complete image names. Write the source as the complete image name begins, such as docker.io/library/nginx or registry.access.redhat.com/ubi9."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, (has(entry.mirrorSourcePolicy) ? entry.mirrorSourcePolicy : 'AllowContactingSource') == 'NeverContactSource' && has(entry.mirrors) && entry.mirrors.exists(mirror, mirror == entry.source))"
    message: "no-never-contacted-mirror: A source that is never contacted is not its own mirror. Remove the source from its mirrors, or remove NeverContactSource."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrorSourcePolicy) && (!has(entry.mirrors) || size(entry.mirrors) == 0))"
    message: "no-policy-without-mirrors: mirrorSourcePolicy is set only where there are mirrors. Add a mirror, or remove mirrorSourcePolicy. To block a registry, use blockedRegistries of image.config.openshift.io/cluster."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, variables.entries.exists(other, other.source == entry.source && (has(other.mirrorSourcePolicy) ? other.mirrorSourcePolicy : 'AllowContactingSource') != (has(entry.mirrorSourcePolicy) ? entry.mirrorSourcePolicy : 'AllowContactingSource')))"
    message: "no-conflicting-policy-in-object: Entries for one source in one object agree on mirrorSourcePolicy. Give every entry of the source the same mirrorSourcePolicy, or make them one entry."
    reason: Invalid
{{- end }}
{{- define "mirrorguard.staticRules.ImageTagMirrorSet" -}}
variables:
  - name: entries
    expression: "has(object.spec.imageTagMirrors) ? object.spec.imageTagMirrors : []"
  - name: stored
    expression: "oldObject == null ? [] : (has(oldObject.spec.imageTagMirrors) ? oldObject.spec.imageTagMirrors : [])"
  - name: changed
    expression: variables.entries.filter(entry, !(entry in variables.stored))
validations:
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.contains('*')))"
    message: "no-wildcard-mirror: A mirror is one place, never a wildcard. Name each mirror in full."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, !entry.source.matches('^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$') && !entry.source.matches('^[*](?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$') || has(entry.mirrors) && entry.mirrors.exists(mirror, !mirror.matches('^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$')))"
    message: "require-valid-location: Sources and mirrors are host[:port][/path]. Write host[:port][/path]: the host from letters, digits, dots and inner hyphens; the path from a-z, 0-9 and single separators."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, entry.source.matches('^[^/]+:[0-9]+(/|$)') && !entry.source.matches('^[^/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/|$)') || has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^[^/]+:[0-9]+(/|$)') && !mirror.matches('^[^/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/|$)')))"
    message: "require-usable-port: Ports are numbers from 1 to 65535 without leading zeros. Write the port that the registry listens on."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^[a-zA-Z0-9-]+(/|$)') && !mirror.matches('^localhost(/|$)')))"
    message: "no-single-label-mirror: The host of a mirror has a dot or a port. Write the full DNS name of the mirror registry, or its port."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^index[.]docker[.]io(/|$)')))"
    message: "no-index-docker-io-mirror: Docker Hub as a mirror is called docker.io. Write docker.io, as image names do, in place of index.docker.io."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, entry.source.matches('^[a-zA-Z0-9-]+(/|$)') && !entry.source.matches('^localhost(/|$)') || entry.source.matches('^index[.]docker[.]io(/|$)'))"
    message: "no-unmatchable-source: Sources begin with a host as it stands in complete image names. Write the source as the complete image name begins, such as docker.io/library/nginx or registry.access.redhat.com/ubi9."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, (has(entry.mirrorSourcePolicy) ? entry.mirrorSourcePolicy : 'AllowContactingSource') == 'NeverContactSource' && has(entry.mirrors) && entry.mirrors.exists(mirror, mirror == entry.source))"
    message: "no-never-contacted-mirror: A source that is never contacted is not its own mirror. Remove the source from its mirrors, or remove NeverContactSource."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrorSourcePolicy) && (!has(entry.mirrors) || size(entry.mirrors) == 0))"
    message: "no-policy-without-mirrors: mirrorSourcePolicy is set only where there are mirrors. Add a mirror, or remove mirrorSourcePolicy. To block a registry, use blockedRegistries of image.config.openshift.io/cluster."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, variables.entries.exists(other, other.source == entry.source && (has(other.mirrorSourcePolicy) ? other.mirrorSourcePolicy : 'AllowContactingSource') != (has(entry.mirrorSourcePolicy) ? entry.mirrorSourcePolicy : 'AllowContactingSource')))"
    message: "no-conflicting-policy-in-object: Entries for one source in one object agree on mirrorSourcePolicy. Give every entry of the source the same mirrorSourcePolicy, or make them one entry."
    reason: Invalid
{{- end }}
{{- define "mirrorguard.staticRules.ImageContentSourcePolicy" -}}
variables:
  - name: entries
    expression: "has(object.spec.repositoryDigestMirrors) ? object.spec.repositoryDigestMirrors : []"
  - name: stored
    expression: "oldObject == null ? [] : (has(oldObject.spec.repositoryDigestMirrors) ? oldObject.spec.repositoryDigestMirrors : [])"
  - name: changed
    expression: variables.entries.filter(entry, !(entry in variables.stored))
validations:
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.contains('*')))"
    message: "no-wildcard-mirror: A mirror is one place, never a wildcard. Name each mirror in full."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, !entry.source.matches('^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$') && !entry.source.matches('^[*](?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$') || has(entry.mirrors) && entry.mirrors.exists(mirror, !mirror.matches('^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:[.][a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$')))"
    message: "require-valid-location: Sources and mirrors are host[:port][/path]. Write host[:port][/path]: the host from letters, digits, dots and inner hyphens; the path from a-z, 0-9 and single separators."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, entry.source.matches('^[^/]+:[0-9]+(/|$)') && !entry.source.matches('^[^/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/|$)') || has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^[^/]+:[0-9]+(/|$)') && !mirror.matches('^[^/]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])(/|$)')))"
    message: "require-usable-port: Ports are numbers from 1 to 65535 without leading zeros. Write the port that the registry listens on."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^[a-zA-Z0-9-]+(/|$)') && !mirror.matches('^localhost(/|$)')))"
    message: "no-single-label-mirror: The host of a mirror has a dot or a port. Write the full DNS name of the mirror registry, or its port."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, has(entry.mirrors) && entry.mirrors.exists(mirror, mirror.matches('^index[.]docker[.]io(/|$)')))"
    message: "no-index-docker-io-mirror: Docker Hub as a mirror is called docker.io. Write docker.io, as image names do, in place of index.docker.io."
    reason: Invalid
  - expression: "!variables.changed.exists(entry, entry.source.matches('^[a-zA-Z0-9-]+(/|$)') && !entry.source.matches('^localhost(/|$)') || entry.source.matches('^index[.]docker[.]io(/|$)'))"
    message: "no-unmatchable-source: Sources begin with a host as it stands in complete image names. Write the source as the complete image name begins, such as docker.io/library/nginx or registry.access.redhat.com/ubi9."
    reason: Invalid
{{- end }}
