import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * Widely used official images. A source with one of them as its only component most likely means the image.
 */
const officialImages = new Set(
  (
    'alpine amazonlinux busybox caddy cassandra centos consul couchdb debian docker drupal eclipse-temurin ' +
    'elasticsearch fedora golang gradle haproxy hello-world httpd influxdb jenkins kibana kong logstash ' +
    'mariadb maven memcached mongo mysql nats neo4j nextcloud nginx node openjdk oraclelinux perl php ' +
    'postgres python rabbitmq redis registry rockylinux ruby rust solr sonarqube telegraf tomcat traefik ' +
    'ubuntu vault wordpress zookeeper'
  ).split(' '),
);

/** CRI-O resolves an image `docker.io/nginx` as docker.io/library/nginx (DOMAIN 7.1). */
export default defineRule({
  id: 'no-shallow-docker-io-source',
  meta: {
    category: 'pull',
    domain: ['SRC-DOCKERIO-ONE'],
    summary: 'Disallow official Docker Hub images as sources without library/',
    why:
      'CRI-O expands docker.io/nginx to docker.io/library/nginx before it looks up a source. The source ' +
      'docker.io/nginx matches the organization nginx, but not the official image.',
    fix:
      'For an official image, write docker.io/library/<image>. No action is required if the source is an ' +
      'organization.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('hub')
          .mirror('docker.io/library/nginx', ['mirror.example.com/nginx'])
          .mirror('docker.io/library', ['mirror.example.com/library']),
      ],
      invalid: [
        idms('hub').mirror('docker.io/nginx', ['mirror.example.com/nginx']),
        idms('hub').mirror('docker.io/team', ['mirror.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    for (const { text, path, role, location } of locationsWith(subject, 'docker-io')) {
      if (
        role === 'mirror' ||
        location.kind !== 'repository' ||
        location.host !== 'docker.io' ||
        location.port !== undefined
      )
        continue;
      if (location.path === 'library' || location.path.includes('/')) continue;
      const message =
        `source ${quote(text)} matches the organization ${quote(location.path)}, but no official image; ` +
        `for the official image, write ${quote(`docker.io/library/${location.path}`)}`;
      yield { path, message, ...(officialImages.has(location.path) ? {} : { severity: 'audit' as const }) };
    }
  },
});
