import { quote } from '../../model/text/quote.ts';
import { faultsByPool, nodeSourcesOf } from '../context/node-sources.ts';
import { componentRepository, isMirrored, nextComponentRepository } from '../context/payload-repositories.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The repository of the components changes its name with the major version (DOMAIN 8.6). */
export default defineStateRule({
  id: 'prefer-next-payload-mirror',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-PAYLOAD-5'],
    summary: 'Prefer mirrors for the components of OpenShift 5 too',
    why:
      'The components of OpenShift 5.0 are in ocp-v5.0-art-dev. Mirror sets that name only ' +
      'ocp-v4.0-art-dev do not cover them, and the upgrade stops.',
    fix:
      'Before the upgrade to 5.0, mirror ocp-v5.0-art-dev too, or all of ' + 'quay.io/openshift-release-dev.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [idms('release').mirror('quay.io/openshift-release-dev', ['mirror.example.com/release'])],
      invalid: [
        idms('release')
          .mirror('quay.io/openshift-release-dev/ocp-release', ['mirror.example.com/release'])
          .mirror('quay.io/openshift-release-dev/ocp-v4.0-art-dev', ['mirror.example.com/release']),
      ],
    },
  },

  *check(context) {
    const isUnaffected = ![componentRepository, nextComponentRepository].some((repository) =>
      context.canMatch(repository),
    );
    if (isUnaffected) return;
    const unprepared = faultsByPool(context.share(nodeSourcesOf), (sources) => {
      const { view } = sources;
      if (!isMirrored(componentRepository, view) || isMirrored(nextComponentRepository, view)) return [];
      const deciding = sources.matching(componentRepository) ?? componentRepository;
      const involves = sources.writersOf(deciding, context.contributionsOf(deciding));
      return [{ key: sources.keyOf(deciding), deciding, involves }];
    });
    for (const { found, where, pools } of unprepared)
      yield {
        identity: '',
        about: found.deciding,
        involves: found.involves,
        causes: pools,
        message:
          `OpenShift 5.0 also needs ${quote(nextComponentRepository)}, which has no mirror${where}. ` +
          'Mirror it before the upgrade',
      };
  },
});
