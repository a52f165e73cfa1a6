# One image for the webhook, the CLI and the hooks of the chart. It contains node, its shared libraries and
# the bundles, but no shell and no package manager. It runs as any user on a read-only root file system, and
# writes only to --state-dir, if that is set.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# --ignore-scripts, because the npm package "node" would download a second Node.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY LICENSE ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs \
 && find dist -name '*.map' -delete && mkdir /app && cp -r dist /app/dist && cp scripts/image-entry.mjs /app/main.mjs

# Licenses of mirrorguard, the bundled packages, Node and the system libraries.
RUN mkdir -p /image/licenses \
 && cp LICENSE dist/THIRD-PARTY-LICENSES.txt /image/licenses/ && rm /app/dist/THIRD-PARTY-LICENSES.txt \
 && for file in /usr/local/LICENSE \
      /usr/share/doc/libc6/copyright /usr/share/doc/libgcc-s1/copyright /usr/share/doc/libstdc++6/copyright; \
    do [ ! -f "$file" ] || cp -L --parents "$file" /image/licenses/; done

# The root file system of the final image. Without nsswitch.conf, glibc queries DNS before /etc/hosts.
RUN mkdir -p /image/usr/local/bin /image/tmp /image/etc \
 && cp /usr/local/bin/node /image/usr/local/bin/ \
 && ldd /usr/local/bin/node | grep -o '/[^ ]*' | sort -u | xargs cp -L --parents -t /image \
 && echo 'hosts: files dns' > /image/etc/nsswitch.conf \
 && cp -r /app /image/ \
 && chmod -R a+rX /image && chmod 1777 /image/tmp

FROM scratch
COPY --from=build /image /
ENV HOME=/tmp NODE_ENV=production PATH=/usr/local/bin
USER 65532
EXPOSE 8443 8081
ENTRYPOINT ["node", "/app/main.mjs"]
