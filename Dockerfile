# One image for the webhook, the CLI and the hooks of the chart. It contains node, its shared libraries and
# the bundles, but no shell and no package manager. It runs as any user on a read-only root file system, and
# writes only to --state-dir, if that is set.
#
# The target `ci` is the CLI with the shell of the base image, for CI systems that run scripts in the image.
#
# Any base image with node and npm works, on any of its platforms. The default, Node 24.18.1, is pinned by the
# digest of its index, which has linux/amd64, arm64 and ppc64le. Docker's library no longer builds this image for
# linux/s390x: use registry.access.redhat.com/ubi9/nodejs-24 there.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim@sha256:235600a8101ab264e117b1768e925532262668dc9b581ef1dd7d96ced463b8e7

# The bundles are the same on every platform, so this stage runs without emulation.
FROM --platform=${BUILDPLATFORM} ${NODE_IMAGE} AS bundle
# Some base images, such as UBI's, set another user.
USER 0
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# --ignore-scripts, because the npm package "node" would download a second Node.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs

FROM ${NODE_IMAGE} AS build
USER 0
WORKDIR /src
COPY LICENSE package.json ./
COPY scripts scripts
COPY --from=bundle /src/node_modules/@cyclonedx node_modules/@cyclonedx
COPY --from=bundle /src/dist dist
RUN node scripts/image/root-file-system.mjs /image

FROM ${NODE_IMAGE} AS ci
ARG VERSION=0.1.0
ARG REVISION=
LABEL name="mirrorguard-ci" \
      vendor="mirrorguard" \
      maintainer="https://github.com/mirrorguard/mirrorguard" \
      version="${VERSION}" \
      summary="CLI of mirrorguard with a shell, for CI systems" \
      org.opencontainers.image.title="mirrorguard-ci" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="https://github.com/mirrorguard/mirrorguard" \
      org.opencontainers.image.licenses="Apache-2.0"
USER 0
COPY --from=build /image/app /app
COPY --from=build /image/licenses /licenses
COPY --from=build /image/sbom /sbom
RUN ln -s /app/dist/cli.mjs /usr/local/bin/mirrorguard
ENV HOME=/tmp NODE_ENV=production
WORKDIR /tmp
USER 65532
# Without an entrypoint, because GitLab and Tekton start a shell.
ENTRYPOINT []
CMD ["mirrorguard", "--help"]

FROM scratch
ARG VERSION=0.1.0
ARG RELEASE=1
ARG REVISION=
LABEL name="mirrorguard" \
      vendor="mirrorguard" \
      maintainer="https://github.com/mirrorguard/mirrorguard" \
      version="${VERSION}" \
      release="${RELEASE}" \
      summary="Admission webhook and CLI for OpenShift image-mirror configuration" \
      description="Evaluates ImageDigestMirrorSets, ImageTagMirrorSets and ImageContentSourcePolicies against the whole cluster before OpenShift stores them" \
      url="https://github.com/mirrorguard/mirrorguard" \
      io.k8s.display-name="mirrorguard" \
      io.k8s.description="Evaluates OpenShift image-mirror configuration before it is stored" \
      io.openshift.tags="openshift,admission-webhook,disconnected" \
      org.opencontainers.image.title="mirrorguard" \
      org.opencontainers.image.description="Admission webhook and CLI for OpenShift image-mirror configuration" \
      org.opencontainers.image.vendor="mirrorguard" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.url="https://github.com/mirrorguard/mirrorguard" \
      org.opencontainers.image.source="https://github.com/mirrorguard/mirrorguard" \
      org.opencontainers.image.documentation="https://mirrorguard.github.io/mirrorguard" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /image /
ENV HOME=/tmp NODE_ENV=production PATH=/usr/local/bin
# glibc would keep freed buffers of request bodies: after one of some megabytes it no longer returns any to the
# system.
ENV MALLOC_ARENA_MAX=2 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
USER 65532
EXPOSE 8443 8081
# Node.js would size its heap by the whole memory of the container; buffers, threads and the program need the rest.
ENTRYPOINT ["node", "--max-old-space-size-percentage=20", "--max-semi-space-size=2", "--no-parallel-scavenge", "--expose-gc", "/app/main.mjs"]
