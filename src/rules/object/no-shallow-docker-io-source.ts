import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Official images that are in wide use: with one of them as the only component, most likely the image is meant, not an organization. */
const officialImages = new Set(
  (
    'alpine amazonlinux busybox caddy cassandra centos consul couchdb debian docker drupal eclipse-temurin elasticsearch fedora golang gradle ' +
    'haproxy hello-world httpd influxdb jenkins kibana kong logstash mariadb maven memcached mongo mysql nats neo4j nextcloud nginx node ' +
    'openjdk oraclelinux perl php postgres python rabbitmq redis registry rockylinux ruby rust solr sonarqube telegraf tomcat traefik ubuntu ' +
    'vault wordpress zookeeper'
  ).split(' '),
);

/** An image `docker.io/nginx` is called docker.io/library/nginx when CRI-O looks for its source (DOMAIN 7.1). */
export default defineRule({
  id: 'no-shallow-docker-io-source',
  meta: {
    category: 'pull',
    domain: ['SRC-DOCKERIO-ONE'],
    summary: 'Official images of Docker Hub are mirrored as docker.io/library/….',
    why: 'CRI-O completes docker.io/nginx to docker.io/library/nginx before it looks for a source. A source docker.io/nginx covers the organization nginx, and not the official image.',
    fix: 'For an official image write docker.io/library/<image>. For an organization, nothing is wrong.',
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
      const message = `source ${quote(text)} covers ${quote(`${text}/…`)}, but not an official image ${quote(location.path)}: that is ${quote(`docker.io/library/${location.path}`)}`;
      yield { path, message, ...(officialImages.has(location.path) ? {} : { severity: 'audit' as const }) };
    }
  },
});
