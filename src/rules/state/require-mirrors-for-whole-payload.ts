import { quote } from '../../model/text/quote.ts';
import { participantsOf } from '../context/participants.ts';
import { isMirrored, payloadFamilies, payloadRepositories } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A release image lists its components by digest, in another repository (DOMAIN 4.4). */
export default defineStateRule({
  id: 'require-mirrors-for-whole-payload',
  uses: ['clusterVersion'],
  meta: {
    category: 'rollout',
    domain: ['R-PAYLOAD-PARTIAL'],
    summary: 'Require mirrors for the release image and for its components',
    why:
      'The release image is in ocp-release, the images of its components are in ocp-v4.0-art-dev. A ' +
      'disconnected cluster that has a mirror for one of them cannot pull the other: the upgrade ' +
      'starts and does not finish.',
    fix:
      'Mirror both repositories: oc adm release mirror and oc-mirror print entries for both. One ' +
      'mirror location can hold both.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release']),
        idms('release')
          .mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release'])
          .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['mirror.example.com/release']),
      ],
      invalid: [
        idms('release').mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release']),
        idms('release').mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', [
          'mirror.example.com/release',
        ]),
      ],
    },
  },

  *check(context) {
    const { mirrorSets } = context.cluster;
    for (const { release, components } of payloadFamilies) {
      if (![release, ...components].some((repository) => context.canMatch(repository))) continue;
      const hasRelease = isMirrored(release, mirrorSets);
      // The repository of the components depends on the major version; one mirrored repository is enough.
      const mirrored = components.filter((repository) => isMirrored(repository, mirrorSets));
      if (hasRelease === mirrored.length > 0) continue;
      const [first = release] = components;
      const [lone, missing] = hasRelease ? [release, first] : [mirrored[0] ?? first, release];
      const deciding = mirrorSets.decidingSource(lone) ?? lone;
      const role = hasRelease ? 'the components of the release' : 'the release image itself';
      yield {
        identity: lone,
        about: deciding,
        involves: participantsOf(context.contributionsOf(deciding)),
        // no-unmirrored-payload reports a change that removes the last mirror.
        isCovered:
          isMirrored(missing, context.deployed.mirrorSets) &&
          payloadRepositories(context.facts.clusterVersion).includes(missing),
        message:
          `${quote(lone)} has mirrors, but ${quote(missing)} has none; a disconnected cluster cannot pull ` +
          `${role}. Add an entry for ${quote(missing)}`,
      };
    }
  },
});
