import { formatOpenShiftVersion, isRelease } from '../../model/openshift-version.ts';
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
    summary: 'Disallow ImageContentSourcePolicies with mirror sets on early 4.13 and 4.14 releases',
    why:
      'Before 4.13.27 and 4.14.3, the Machine Config Operator stops applying mirror changes if both exist. ' +
      'Later releases merge them.',
    fix: 'Update to 4.13.27, 4.14.3 or later before you create mirror sets or migrate to them.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('new').mirror('quay.io/team', ['a.example.com/team']),
          cluster: [icsp('old').mirror('quay.io/other', ['a.example.com/other'])],
          version: '4.14.3',
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
    if (version === undefined || !(isRelease(version, 4, 13) || isRelease(version, 4, 14))) return;
    const isUncertain = version.patch === undefined;
    if (!isUncertain && !cluster.behavior.rejectsMixedKinds) return;
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
      causes: [],
      message: (here) =>
        isUncertain
          ? `early patch releases of OpenShift ${formatOpenShiftVersion(version)} stop applying mirror ` +
            `changes while ${namesWithVerb(othersThan(here, involves), 'exists', 'exist')}; update to the ` +
            'latest patch release first'
          : `OpenShift ${formatOpenShiftVersion(version)}.${version.patch} stops applying mirror changes ` +
            `while ${namesWithVerb(othersThan(here, involves), 'exists', 'exist')}; update to ` +
            `${isRelease(version, 4, 13) ? '4.13.27' : '4.14.3'} or later first`,
      ...(isUncertain ? { severity: 'warn' as const } : {}),
    };
  },
});
