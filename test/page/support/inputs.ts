/** Mirror sets with one fault of each kind that the page displays. */
export const teams = `# The sets of three teams.
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: platform
spec:
  imageDigestMirrors:
    - source: quay.io/team
      mirrors: [mirror-a.example.com:5000/team, mirror-b.example.com/team]
    - source: registry.example.io
      mirrors: [mirror-a.example.com:5000/registry]
      mirrorSourcePolicy: NeverContactSource
---
apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: web
spec:
  imageDigestMirrors:
    - source: quay.io/team
      mirrors: [mirror-b.example.com/team, mirror-a.example.com:5000/team]
    - source: registry.example.io/web
      mirrors: [mirror-c.example.com/web]
    - source: quay.io/unused
---
apiVersion: config.openshift.io/v1
kind: ImageTagMirrorSet
metadata:
  name: web-tags
spec:
  imageTagMirrors:
    - source: quay.io/team/app
      mirrors: [mirror-c.example.com/app]
`;

export const clusterConfig = `apiVersion: config.openshift.io/v1
kind: Image
metadata:
  name: cluster
spec:
  registrySources:
    insecureRegistries: [mirror-b.example.com]
    blockedRegistries: [mirror-c.example.com/web]
---
apiVersion: config.openshift.io/v1
kind: ClusterVersion
metadata:
  name: version
status:
  desired:
    version: 4.20.4
    image: quay.io/openshift-release-dev/ocp-release@sha256:${'0'.repeat(64)}
`;

export const change = `apiVersion: config.openshift.io/v1
kind: ImageDigestMirrorSet
metadata:
  name: platform
spec:
  imageDigestMirrors:
    - source: quay.io/team
      mirrors: [mirror-b.example.com/team]
`;

export const digest = `sha256:${'1'.repeat(64)}`;
