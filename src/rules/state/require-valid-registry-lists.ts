import { quote } from '../../model/text/quote.ts';
import { imageConfigList, listedScope } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { image } from '../example.ts';
import type { StateFinding } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

const lists = ['blockedRegistries', 'insecureRegistries', 'allowedRegistries'] as const;

/** Faults of the lists themselves, independent of the mirror sets (DOMAIN 4.7). */
export default defineStateRule({
  id: 'require-valid-registry-lists',
  requires: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-LIST-FORM'],
    summary: 'Require valid registry lists in image.config',
    why:
      'The API server rejects an Image that sets both allowedRegistries and blockedRegistries, even if ' +
      'they are empty. A scope with a trailing slash matches no image in policy.json, and CRI-O cannot ' +
      'load registries.conf if it has an entry for the same scope without the slash.',
    fix: 'Set only one of allowedRegistries and blockedRegistries, and remove trailing slashes.',
    severity: 'deny',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        image({
          blockedRegistries: ['docker.io', '*.example.com'],
          insecureRegistries: ['lab.example.com:5000'],
        }),
      ],
      invalid: [
        image({ blockedRegistries: [], allowedRegistries: ['quay.io'] }),
        image({ insecureRegistries: ['lab.example.com/'] }),
      ],
    },
  },

  *check({ cluster }) {
    const { allowedRegistries, blockedRegistries } = cluster.settings.imageConfig;
    // If both lists have scopes, the operator stops, which no-stopped-operator reports.
    const isStopped = cluster.problems.some(({ kind }) => kind === 'allowed-and-blocked');
    if (allowedRegistries !== undefined && blockedRegistries !== undefined && !isStopped)
      yield {
        identity: 'both',
        about: '',
        involves: [imageConfigList('blockedRegistries'), imageConfigList('allowedRegistries')],
        message:
          'allowedRegistries and blockedRegistries are both set; the API server rejects that even if a ' +
          'list is empty. Remove one list',
      };
    for (const list of lists)
      for (const scope of new Set(cluster.settings.imageConfig[list]))
        if (scope.endsWith('/') && !isUnloadable(scope, cluster)) yield describeSlash(list, scope, cluster);
  },
});

/** Reported by no-unloadable-registries-conf. */
function isUnloadable(scope: string, { loadError, totals }: StateContext['cluster']): boolean {
  return loadError !== undefined && totals.file.hazardousScopes.has(scope);
}

function describeSlash(
  list: (typeof lists)[number],
  scope: string,
  cluster: StateContext['cluster'],
): StateFinding {
  const name = scope.replace(/\/+$/, '');
  const consequence =
    list === 'allowedRegistries'
      ? 'it matches no image'
      : `a mirror set with the source ${quote(name)} would make registries.conf unloadable`;
  return {
    identity: `${list} ${scope}`,
    about: scope,
    involves: [listedScope(list, scope, cluster)],
    message: `${quote(scope)} of ${list} has a trailing slash; ${consequence}. Use ${quote(name)}`,
    severity: 'warn',
  };
}
