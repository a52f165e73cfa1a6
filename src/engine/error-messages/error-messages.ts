/** An error text of OpenShift that image-mirror configuration can cause. */
export interface ErrorMessage {
  /** As printed; `<name>` is a placeholder for a value. */
  readonly text: string;
  /**
   * The parts that identify the text, in order, with any value between them. One list per wording. Case,
   * quotes, blanks and punctuation are ignored.
   */
  readonly match: readonly (readonly string[])[];
  readonly component: ErrorComponent;
  /** Where an administrator sees the message. */
  readonly seenIn: string;
  readonly meaning: string;
  readonly check: string;
  /** Rules that report the cause in advance. */
  readonly rules: readonly string[];
  readonly guide?: ErrorGuide;
  /** The message wraps another error, which has the cause. */
  readonly isFrame?: true;
}

type ErrorComponent =
  | 'Machine Config Operator'
  | 'CRI-O'
  | 'kubelet'
  | 'API server'
  | 'kubectl and oc'
  | 'Cluster Version Operator'
  | 'openshift-install';

/** A page in docs/guides, with an optional anchor. */
interface ErrorGuide {
  readonly title: string;
  readonly page: string;
}

const controllerLog = 'log of the pod machine-config-controller only, not in the API';
const podEvents = 'Pod events, log of CRI-O on the node';
const stops =
  'The Machine Config Operator applies no mirror or registry change in the whole cluster until it is ' +
  'corrected.';
const deadlock: ErrorGuide = {
  title: 'Resolve an image pull deadlock',
  page: 'emergency-removal.md#resolve-an-image-pull-deadlock',
};
const contradictingSets: ErrorGuide = {
  title: 'Two conflicting mirror sets',
  page: 'contradicting-sets.md',
};
const airGapped: ErrorGuide = { title: 'Air-gapped clusters', page: 'air-gapped.md' };

/** The source of docs/guides/error-messages.md and of `explain` with an error text. */
export const errorMessages: readonly ErrorMessage[] = [
  {
    text:
      'conflicting mirrorSourcePolicy is set for the same source "<source>" in imagedigestmirrorsets, ' +
      'imagetagmirrorsets, or imagecontentsourcepolicies',
    match: [['conflicting mirrorSourcePolicy is set']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'Two entries of one source have different policies; an absent one counts as AllowContactingSource. ' +
      `${stops}`,
    check:
      'List the source in all mirror sets: `oc get idms,itms,imagecontentsourcepolicy -o yaml`. Set the ' +
      'same mirrorSourcePolicy in every entry of the source.',
    rules: ['no-conflicting-source-policy', 'no-conflicting-policy-in-object'],
    guide: contradictingSets,
  },
  {
    text: 'cannot set mirrorSourcePolicy: NeverContactSource if the source "<source>" is one of the mirrors',
    match: [['cannot set mirrorSourcePolicy']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning: `An entry with NeverContactSource lists its own source as a mirror. ${stops}`,
    check: 'Remove the source from its mirrors, or remove NeverContactSource.',
    rules: ['no-never-contacted-mirror'],
  },
  {
    text: 'invalid format for source|mirror "<location>"',
    match: [['invalid format for source'], ['invalid format for mirror']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'The location has a form that the operator does not accept, such as a scheme, a tag, an upper-case ' +
      'path or a wildcard in the wrong place. The CRD of ImageContentSourcePolicy does not check it. ' +
      `${stops}`,
    check:
      'Write host[:port][/path]. A source can also be *.domain. `mirrorguard lint` names the faulty part.',
    rules: [
      'require-valid-location',
      'no-malformed-wildcard-source',
      'no-wildcard-mirror',
      'no-icsp-upgrade-trap',
    ],
  },
  {
    text: 'invalid empty entry for source|mirror configuration',
    match: [['invalid empty entry']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning: `OpenShift 4.13 to 4.15: a source or mirror is the empty string. ${stops}`,
    check: 'Remove the empty value, or write host[:port][/path].',
    rules: ['require-valid-location'],
  },
  {
    text: 'wildcard entries are not supported with mirror configuration "<location>"',
    match: [['wildcard entries are not supported']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'OpenShift 4.13 to 4.15: a source or mirror contains "*", which the CRD accepts and the operator ' +
      `does not. ${stops}`,
    check:
      'List each registry as a source. Wildcard sources need OpenShift 4.16 or later; mirrors are never ' +
      'wildcards.',
    rules: ['no-wildcard-source-before-4-16', 'no-wildcard-mirror', 'no-icsp-upgrade-trap'],
  },
  {
    text: 'invalid entry for insecure|blocked|allowed registries "<registry>"',
    match: [
      ['invalid entry for insecure'],
      ['invalid entry for blocked registries'],
      ['invalid entry for allowed registries'],
    ],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning: `A registry in image.config has a "*" in another place than a leading "*.". ${stops}`,
    check: 'Correct spec.registrySources of Image "cluster".',
    rules: ['require-valid-registry-lists', 'no-stopped-operator'],
  },
  {
    text: 'could not update registries config with new changes: <error>',
    match: [['could not update registries config with new changes']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      `The operator cannot write registries.conf; the error behind it has the reason. ${stops} At the ` +
      'next upgrade the MachineConfigPools become RenderDegraded.',
    check:
      'Run `mirrorguard render` with the objects of the cluster: it lists every reason, the log only the ' +
      'first.',
    rules: ['no-stopped-operator', 'rollout-blocked'],
    guide: contradictingSets,
    isFrame: true,
  },
  {
    text: 'could not update policy json with new changes: <error>',
    match: [['could not update policy json with new changes']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning: `The operator cannot write policy.json; the error behind it has the reason. ${stops}`,
    check:
      'Compare allowedRegistries and blockedRegistries of Image "cluster" with the scopes of ' +
      'ClusterImagePolicies and ImagePolicies.',
    rules: ['no-stopped-operator', 'rollout-blocked'],
    isFrame: true,
  },
  {
    text: 'clusterimagePolicy configured for the scope <scope> is nested inside blockedRegistries',
    match: [
      ['clusterimagePolicy configured for the scope'],
      ['imagePolicy configured for the scope', 'nested inside'],
    ],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'An image policy requires signatures for images that image.config blocks, or that ' +
      `allowedRegistries does not contain ("is not nested inside allowedRegistries"). ${stops}`,
    check:
      'Block narrower registries, add the scope to allowedRegistries, or delete the policy. ' +
      'Starting with OpenShift 4.21, the ClusterImagePolicy "openshift" has the scope of the release image.',
    rules: ['no-stopped-operator', 'no-operator-stop-after-upgrade'],
  },
  {
    text: 'error getting digest|tag sources for scope <scope>: <error>',
    match: [['getting digest sources'], ['getting tag sources'], ['getting digest|tag sources']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'The operator rewrites the scopes of image policies to their mirrors, and one mirror does not ' +
      `result in a valid image name. ${stops}`,
    check:
      'Check the mirrors of the scope and of every source inside it: each needs a host with a dot or a ' +
      'port, and a repository path.',
    rules: ['no-stopped-operator', 'no-bare-host-mirror', 'no-single-label-mirror'],
  },
  {
    text: 'internal error: mirrorsAdjustedForNestedScope for a wildcard scope "<wildcard>"',
    match: [['mirrorsAdjustedForNestedScope']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning: `An insecure or blocked registry without mirrors is inside a wildcard source. ${stops}`,
    check:
      'Add an entry with mirrors for that registry, list the sources instead of the wildcard, or remove ' +
      'the registry from image.config.',
    rules: ['no-clash-inside-wildcard-source'],
  },
  {
    text: 'invalid images config: only one of AllowedRegistries or BlockedRegistries may be specified',
    match: [['only one of AllowedRegistries or BlockedRegistries']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'Both lists are set, or two blocked registries contain a release image that has mirrors: each ' +
      `turns into an allowed repository. ${stops}`,
    check:
      'Set one of the lists. If only blockedRegistries is set, keep the broadest registry around the ' +
      'release image.',
    rules: ['require-valid-registry-lists', 'no-clashing-payload-blocks'],
  },
  {
    text:
      'error adding ["<registry>"] to blocked registries, cannot block the repository being used by the ' +
      'payload',
    match: [['cannot block the repository']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'blockedRegistries contains the repository of the release image, which has no mirror outside of ' +
      'blocked registries. The operator leaves the registry unblocked; the nodes keep working. ' +
      'Starting with OpenShift 4.23, the controller does not start at the next upgrade.',
    check:
      'Mirror the release image, or block narrower registries. A later mirror for the release image ' +
      'makes the block effective.',
    rules: ['no-operator-stop-after-upgrade', 'rollout-payload-blocked', 'rollout-payload-unblocked'],
  },
  {
    text: 'error: both imagecontentsourcepolicy and imagedigestmirrorset exist',
    match: [['both imagecontentsourcepolicy and image']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning: `OpenShift 4.13.0 to 4.13.26 and 4.14.0 to 4.14.2 do not support both kinds together. ${stops}`,
    check: 'Delete the new objects, update to 4.13.27, 4.14.3 or later, then create them again.',
    rules: ['no-icsp-beside-mirror-sets'],
  },
  {
    text: 'error parsing reference of release image',
    match: [['error parsing reference of release image']],
    component: 'Machine Config Operator',
    seenIn: controllerLog,
    meaning:
      'The release image in ClusterVersion is empty or not a complete reference with host, repository ' +
      `and digest. ${stops}`,
    check: "Check the image: `oc get clusterversion version -o jsonpath='{.status.desired.image}'`.",
    rules: ['no-stopped-operator'],
  },
  {
    text: 'RenderDegraded',
    match: [['RenderDegraded'], ['Failed to render configuration for pool']],
    component: 'Machine Config Operator',
    seenIn: 'conditions of MachineConfigPools, ClusterOperator machine-config',
    meaning:
      'A pool gets no new configuration of any kind. Causes in mirror configuration: an error that ' +
      'stopped the operator before an upgrade, or a registries.conf that makes the rendered ' +
      'MachineConfig too large.',
    check:
      'Read the message of the condition, then the log of machine-config-controller. `mirrorguard ' +
      'render` reports stops and the size.',
    rules: ['no-stopped-operator', 'no-oversized-registries-conf', 'no-operator-stop-after-upgrade'],
    isFrame: true,
  },
  {
    text: 'rendered MachineConfig <name> is too large (<bytes> bytes, max 1572864 bytes)',
    match: [['rendered MachineConfig', 'is too large']],
    component: 'Machine Config Operator',
    seenIn: 'condition RenderDegraded of MachineConfigPools, log of machine-config-controller',
    meaning:
      'registries.conf and the other files of the pool do not fit into one MachineConfig. The pool gets ' +
      'no new configuration of any kind.',
    check:
      'Use broader sources, for example one organization instead of each of its repositories, and remove ' +
      'entries that are no longer used.',
    rules: ['no-oversized-registries-conf'],
  },
  {
    text: 'etcdserver: request is too large',
    match: [['etcdserver: request is too large']],
    component: 'Machine Config Operator',
    seenIn: 'log of machine-config-controller, or the response of the API server to a client',
    meaning:
      'The object does not fit into etcd (1.5 MiB). If the operator logs it for ' +
      '99-<pool>-generated-registries, mirror changes silently stop; other configuration still rolls out.',
    check: 'Use broader sources and fewer entries; split a large object into several.',
    rules: ['no-oversized-registries-conf', 'no-oversized-object'],
  },
  {
    text:
      'registry <registry> is blocked in /etc/containers/registries.conf or ' +
      '/etc/containers/registries.conf.d',
    match: [['registry', 'is blocked']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning:
      'The node must not contact this registry: blockedRegistries lists it, or a source has ' +
      'NeverContactSource. After failed mirrors it is the last error, so the cause is often the mirror: ' +
      'it does not serve this kind of pull, or does not have the image.',
    check:
      'Run `mirrorguard resolve IMAGE --in FOLDER`. Digest mirrors do not serve tags. Read "Mirrors also ' +
      'failed" before the text for the error of each mirror.',
    rules: [
      'no-blocked-mirror',
      'require-mirrors-for-both-pulls',
      'no-source-in-blocked-registry',
      'no-never-contact-for-imports',
    ],
    guide: deadlock,
  },
  {
    text: '(Mirrors also failed: [<mirror>: <error>]): <source>: <error>',
    match: [['Mirrors also failed']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning:
      'The node tried every mirror, then the source. The brackets have the error of each mirror in ' +
      'order; the error at the end is that of the source.',
    check:
      'Correct the error of the first mirror: it is usually the cause, and the error at the end only its ' +
      'consequence.',
    rules: ['no-blocked-mirror', 'require-mirror-credentials'],
    guide: deadlock,
    isFrame: true,
  },
  {
    text: 'Source image rejected: Running image <image> is rejected by policy.',
    match: [['is rejected by policy'], ['image', 'rejected by policy']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning:
      'policy.json rejects the name in the pod spec: blockedRegistries lists it, or allowedRegistries ' +
      'does not. Mirrors have no effect on this check.',
    check:
      'Add the source, not the mirror, to allowedRegistries. To use a mirror and forbid the source, set ' +
      'NeverContactSource instead of blockedRegistries.',
    rules: [
      'require-allowed-source',
      'require-allowed-catalog',
      'no-source-in-blocked-registry',
      'no-payload-only-policy',
    ],
  },
  {
    text: 'Source image rejected: A signature was required, but no signature exists',
    match: [['A signature was required'], ['SignatureValidationFailed']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning:
      'A ClusterImagePolicy or ImagePolicy requires a signature, and the location that served the image ' +
      'has none. Mirrors often lack signatures.',
    check:
      'Mirror the signatures with the images (oc-mirror v2 does so), and keep them readable with the ' +
      'pull secret of the nodes.',
    rules: ['require-signatures-at-mirrors', 'require-signature-acknowledgement'],
    guide: airGapped,
  },
  {
    text: 'repository name must be canonical',
    match: [['repository name must be canonical']],
    component: 'CRI-O',
    seenIn: `${podEvents}; with an image policy also the log of machine-config-controller`,
    meaning:
      'A mirror does not result in a complete image name: its host has one label and no port, it is a ' +
      'bare host for a complete repository, or docker.io without organization. Every pull of the source ' +
      'fails, without fallback.',
    check:
      'Write the mirror with a host that has a dot or a port, and with the repository path. `mirrorguard ' +
      'resolve IMAGE --in FOLDER` names the mirror.',
    rules: [
      'no-single-label-mirror',
      'no-bare-host-mirror',
      'no-index-docker-io-mirror',
      'no-shallow-docker-io-mirror',
    ],
  },
  {
    text: 'repository name must not be more than 255 characters',
    match: [['repository name must not be']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning: 'The mirror with the rest of the image name is too long. The pull fails without fallback.',
    check: 'Shorten the path of the mirror.',
    rules: ['no-overlong-mirror'],
  },
  {
    text: 'invalid reference format',
    match: [['invalid reference format']],
    component: 'CRI-O',
    seenIn: `${podEvents}; kubelet reports it as InvalidImageName`,
    meaning:
      'The image in the pod is not a reference (a scheme, upper-case path, blank), or a mirror is ' +
      'rewritten to an invalid name, for example because the source is a host and the image names a port.',
    check: 'Run `mirrorguard resolve IMAGE --in FOLDER`: it reports which of the two it is, and the mirror.',
    rules: ['no-port-spanning-source', 'require-valid-location'],
  },
  {
    text: "invalid location '<location>': URI schemes are not supported",
    match: [['URI schemes are not supported']],
    component: 'CRI-O',
    seenIn: 'log of CRI-O at a reload or start; podman and skopeo on the node',
    meaning:
      'registries.conf contains http:// or https://, from an ImageContentSourcePolicy before 4.16 or ' +
      'from image.config. A running CRI-O keeps the old file; it does not start again, for example after ' +
      'a reboot.',
    check: 'Remove the scheme before a node reboots. `mirrorguard fix` removes it from mirror sets.',
    rules: ['no-unloadable-registries-conf', 'no-scheme'],
  },
  {
    text: "registry '<registry>' is defined multiple times with conflicting 'insecure' setting",
    match: [['defined multiple times with conflicting']],
    component: 'CRI-O',
    seenIn: 'log of CRI-O at a reload or start; podman and skopeo on the node',
    meaning:
      'Two entries of one location differ in insecure or blocked: image.config lists a registry with a ' +
      'trailing slash, or a drop-in file repeats it. A running CRI-O keeps the old file; it does not ' +
      'start again.',
    check: 'Remove the trailing slash from the registry in image.config.',
    rules: ['no-unloadable-registries-conf', 'require-valid-registry-lists'],
  },
  {
    text: 'manifest unknown',
    match: [['manifest unknown']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning:
      'The registry was reached, but does not have this tag or digest in this repository: it is not ' +
      'mirrored, or the mirror has another path.',
    check:
      'Compare the path: nodes request MIRROR plus the rest of the image name. `mirrorguard resolve ' +
      'IMAGE --in FOLDER` prints it; `oc image info` shows whether it exists.',
    rules: ['require-mirrors-for-whole-payload', 'no-wildcard-path-collision'],
  },
  {
    text: 'unauthorized: authentication required',
    match: [['authentication required']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning:
      'The registry requires credentials that the node does not have. For mirrors, nodes use only the ' +
      'global pull secret, never the pull secret of the pod.',
    check: 'Add the host of the mirror, with its port, to Secret openshift-config/pull-secret.',
    rules: ['require-mirror-credentials'],
  },
  {
    text: 'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    match: [['x509'], ['failed to verify certificate']],
    component: 'CRI-O',
    seenIn: podEvents,
    meaning: 'The node does not trust the certificate of the registry, or its names do not include the host.',
    check:
      'Add the CA to the ConfigMap that additionalTrustedCA of Image "cluster" names; the key is the ' +
      'host, with `..` before a port. As a last resort list host and port in insecureRegistries.',
    rules: ['no-insecure-port-mismatch', 'no-insecure-mirror'],
    guide: airGapped,
  },
  {
    text: 'ImagePullBackOff',
    match: [['ImagePullBackOff'], ['ErrImagePull'], ['Back-off pulling image']],
    component: 'kubelet',
    seenIn: 'status and events of the Pod',
    meaning:
      'An earlier pull failed, and kubelet waits before the next attempt. The event "Failed to pull ' +
      'image" has the cause.',
    check:
      'Read the events: `oc describe pod POD`, and pass the text to `mirrorguard explain`. `mirrorguard ' +
      'resolve IMAGE --in FOLDER` predicts the pull.',
    rules: [],
    guide: deadlock,
    isFrame: true,
  },
  {
    text: "<field> in body should match '<pattern>'",
    match: [['in body should match'], ['should match']],
    component: 'API server',
    seenIn: 'response to oc apply and kubectl apply',
    meaning:
      'The CRD rejects the location: it has a scheme, a tag or digest, an upper-case path, a trailing ' +
      'slash, or a wildcard in the wrong place. The pattern does not name the part.',
    check:
      'Run `mirrorguard lint FILE`: it names the faulty part and its position. `mirrorguard fix` ' +
      'corrects what is safe to correct.',
    rules: [
      'no-scheme',
      'no-tag-or-digest',
      'no-uppercase-path',
      'no-trailing-slash',
      'no-wildcard-mirror',
      'require-valid-location',
    ],
  },
  {
    text:
      '<field>.mirrorSourcePolicy: Unsupported value: "<value>": supported values: "NeverContactSource", ' +
      '"AllowContactingSource"',
    match: [['Unsupported value']],
    component: 'API server',
    seenIn: 'response to oc apply and kubectl apply',
    meaning: 'mirrorSourcePolicy has another value, often with different upper-case letters.',
    check: 'Write NeverContactSource or AllowContactingSource, or remove the field.',
    rules: ['require-valid-structure'],
  },
  {
    text: '<field>: Duplicate value: "<mirror>"',
    match: [['Duplicate value']],
    component: 'API server',
    seenIn: 'response to oc apply and kubectl apply',
    meaning: 'A mirror is listed twice in one entry.',
    check: 'Remove the repeated mirror; `mirrorguard fix` does so.',
    rules: ['no-duplicate-mirror'],
  },
  {
    text: 'no matches for kind "<kind>" in version "<apiVersion>"',
    match: [['no matches for kind']],
    component: 'kubectl and oc',
    seenIn: 'output of oc apply and kubectl apply; Argo CD',
    meaning:
      'The cluster does not have this kind in this API version. ImageDigestMirrorSet and ' +
      'ImageTagMirrorSet are in config.openshift.io/v1 starting with OpenShift 4.13; ' +
      'ImageContentSourcePolicy is in operator.openshift.io/v1alpha1.',
    check:
      'Correct apiVersion and the spelling of kind, or update the cluster. Other Kubernetes ' +
      'distributions do not have these kinds.',
    rules: ['require-matching-api-version', 'require-known-kind', 'no-mirror-set-before-4-13'],
  },
  {
    text: 'error: the server doesn\'t have a resource type "<resource>"',
    match: [["doesn't have a resource type"]],
    component: 'kubectl and oc',
    seenIn: 'output of the command get of kubectl and oc',
    meaning:
      'The cluster does not have this kind: it is older than OpenShift 4.13 (idms, itms), is not ' +
      'OpenShift, or you may not read its API group.',
    check: 'Check the version: `oc get clusterversion`. Before 4.13 use imagecontentsourcepolicy.',
    rules: ['no-mirror-set-before-4-13', 'require-known-kind'],
  },
  {
    text:
      'This cluster has mirrors configured. 4.21 will require Sigstore signatures for ' +
      'quay.io/openshift-release-dev/ocp-release release verification.',
    match: [['This cluster has mirrors configured'], ['ack-4.20-sigstore-in-4.21']],
    component: 'Cluster Version Operator',
    seenIn: 'condition Upgradeable of ClusterVersion; `oc adm upgrade`',
    meaning:
      'OpenShift 4.20 does not upgrade to 4.21 before an administrator acknowledges it. ' +
      'Starting with 4.21, nodes verify signatures of the release image at its mirrors.',
    check:
      'Mirror the signatures of the release images. Then set ack-4.20-sigstore-in-4.21 to "true" in ' +
      'ConfigMap openshift-config/admin-acks.',
    rules: ['require-signature-acknowledgement', 'require-signatures-at-mirrors'],
  },
  {
    text: 'imageDigestSources[<n>].source: Invalid value: "<source>": the repository provided is invalid',
    match: [
      ['imageDigestSources', 'source: Invalid value'],
      ['imageContentSources', 'source: Invalid value'],
      ['imageDigestSources', 'mirrors', 'Invalid value'],
      ['the repository provided is invalid'],
    ],
    component: 'openshift-install',
    seenIn: 'output of openshift-install',
    meaning:
      'The installer checks sources more strictly than the CRD: a source must be a host or a complete, ' +
      'canonical repository. It rejects docker.io/<organization>, for example.',
    check:
      'Put only the mirrors of the release image into install-config.yaml, and apply the other mirrors ' +
      'as ImageDigestMirrorSets after the installation.',
    rules: ['no-shallow-docker-io-source', 'no-short-name-source'],
  },
];
