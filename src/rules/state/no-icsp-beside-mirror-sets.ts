import { formatOpenShiftVersion, isAtLeast } from '../../model/openshift-version.ts';
import { namesWithVerb, othersThan } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** The first patch releases of 4.13 and 4.14 fail on the combination (DOMAIN 1.4). */
export default defineStateRule({
  id: 'no-icsp-beside-mirror-sets',
  uses: ['clusterVersion'],
  meta: {
    category: 'across-objects',
    domain: ['X-ICSP-IDMS-OLD'],
    summary: 'Warn if ImageContentSourcePolicies exist with mirror sets on OpenShift 4.13 and 4.14',
    why:
      'The operators of early 4.13 and 4.14 releases stop applying mirror changes if both exist. ' +
      'Later patch releases merge them.',
    fix:
      'Update to the latest patch release first, or replace all ImageContentSourcePolicies in one ' + 'step.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('new').mirror('quay.io/team', ['a.example.com/team']),
          cluster: [icsp('old').mirror('quay.io/other', ['a.example.com/other'])],
          version: '4.15.2',
        },
      ],
      invalid: [
        {
          subject: idms('new').mirror('quay.io/team', ['a.example.com/team']),
          cluster: [icsp('old').mirror('quay.io/other', ['a.example.com/other'])],
          version: '4.13.1',
        },
      ],
    },
  },

  *check({ cluster, facts }) {
    const version = facts.clusterVersion?.version;
    if (version === undefined || !isAtLeast(version, 4, 13) || isAtLeast(version, 4, 15)) return;
    const { mirrorSets } = cluster;
    const policy = mirrorSets.firstObjectOf('ImageContentSourcePolicy');
    const newer =
      mirrorSets.firstObjectOf('ImageDigestMirrorSet') ?? mirrorSets.firstObjectOf('ImageTagMirrorSet');
    if (policy === undefined || newer === undefined) return;
    const involves = [newer, policy].map(({ kind, name }) => ({ kind, name, path: [] }));
    yield {
      identity: '',
      about: '',
      involves,
      message: (here) =>
        `early releases of OpenShift ${formatOpenShiftVersion(version)} stop applying mirror changes while ` +
        `${namesWithVerb(othersThan(here, involves), 'exists', 'exist')}`,
    };
  },
});
