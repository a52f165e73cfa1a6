import { participantsOf, placesOfListed } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** The operator writes what CRI-O cannot read, and nodes notice at the next start (DOMAIN 7.7). */
export default defineStateRule({
  id: 'no-unloadable-registries-conf',
  meta: {
    category: 'across-objects',
    domain: ['X-UNLOADABLE'],
    summary: 'Disallow a registries.conf that CRI-O cannot load',
    why:
      'The Machine Config Operator writes the file without loading it. CRI-O keeps its present configuration at a reload, but it ' +
      'does not start after a reboot: nodes do not come back.',
    fix: 'Correct the source, mirror or registry that the error names. `mirrorguard render` shows the file.',
    severity: 'deny',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['docker.io'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['quay.io/team/'] },
        },
        {
          subject: icsp('team').mirror('http://quay.io/team', ['mirror.example.com/team']),
          version: '4.15.3',
        },
      ],
    },
  },

  *check(context) {
    const { cluster } = context;
    const error = cluster.problems.length > 0 ? undefined : cluster.loadError;
    if (error === undefined) return;
    const scopes = [...cluster.totals.file.oddScopes];
    yield {
      identity: error,
      about: scopes[0] ?? '',
      involves: [
        ...participantsOf(scopes.flatMap((scope) => context.contributionsOf(scope))),
        ...scopes.flatMap((scope) => placesOfListed(scope, cluster)),
      ],
      message: `CRI-O could not load registries.conf; nodes would not come back after a reboot: ${error}`,
    };
  },
});
