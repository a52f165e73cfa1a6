import { isValidSource } from '../../model/location/location.ts';
import { isValidScope } from '../../model/location/scope.ts';
import { isAtLeast, newestVersion } from '../../model/openshift-version.ts';
import { count, formatNumber } from '../../model/text/count.ts';
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
  // Not `requires`: an unknown version is assumed to be the newest one.
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-LIST-FORM'],
    summary: 'Require valid registry lists in image.config',
    why:
      'Starting with OpenShift 4.18, the API server rejects an Image that sets both allowedRegistries and ' +
      'blockedRegistries, even if they are empty. Starting with 4.23, it rejects scopes that do not have ' +
      'the form of a source, and lists of more than 1,024 scopes. A scope with a trailing slash matches no ' +
      'image in policy.json, and CRI-O cannot load registries.conf if it has an entry for the same scope ' +
      'without the slash.',
    fix:
      'Set only one of allowedRegistries and blockedRegistries. Write scopes as host[:port][/path] or ' +
      '*.domain, without a trailing slash.',
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
        { subject: image({ blockedRegistries: ['quay.io/team:v1'] }), version: '4.23.0' },
      ],
    },
  },

  *check({ cluster, facts: { clusterVersion: { version } = { version: newestVersion } } }) {
    const { allowedRegistries, blockedRegistries } = cluster.settings.imageConfig;
    // If both lists have scopes, the operator stops, which no-stopped-operator reports.
    const isStopped = cluster.problems.some(({ kind }) => kind === 'allowed-and-blocked');
    const areBothSet = allowedRegistries !== undefined && blockedRegistries !== undefined;
    if (areBothSet && !isStopped && isAtLeast(version, 4, 18))
      yield {
        identity: 'both',
        about: '',
        involves: [imageConfigList('blockedRegistries'), imageConfigList('allowedRegistries')],
        message:
          'allowedRegistries and blockedRegistries are both set; the API server rejects that even if a ' +
          'list is empty. Remove one list',
      };
    const hasSchema = isAtLeast(version, 4, 23);
    for (const list of lists) yield* scopeFindings(list, cluster, { hasSchema });
  },
});

/** @param hasSchema whether the CRD of the release limits the scopes */
function* scopeFindings(
  list: (typeof lists)[number],
  cluster: StateContext['cluster'],
  { hasSchema }: { readonly hasSchema: boolean },
): Iterable<StateFinding> {
  const scopes = new Set(cluster.settings.imageConfig[list]);
  if (hasSchema && scopes.size > mostScopes) yield describeLongList(list, scopes.size);
  for (const scope of scopes) {
    if (isReportedElsewhere(scope, cluster)) continue;
    if (hasSchema && !hasForm(scope)) yield describeForm(list, scope, cluster);
    else if (scope.endsWith('/')) yield describeSlash(list, scope, cluster);
  }
}

/** The limits of the schema starting with 4.23 (DOMAIN 2.2). */
const mostScopes = 1024;
const maxScopeLength = 256;

function hasForm(scope: string): boolean {
  return scope.length <= maxScopeLength && isValidSource(scope);
}

/** Reported by no-stopped-operator or no-unloadable-registries-conf. */
function isReportedElsewhere(scope: string, { loadError, totals }: StateContext['cluster']): boolean {
  return !isValidScope(scope) || (loadError !== undefined && totals.file.hazardousScopes.has(scope));
}

function describeLongList(list: (typeof lists)[number], size: number): StateFinding {
  return {
    identity: `${list} size`,
    about: '',
    involves: [imageConfigList(list)],
    message:
      `${list} has ${count(size, 'scope')}; starting with OpenShift 4.23, the API server rejects more than ` +
      `${formatNumber(mostScopes)}. Replace scopes by their registry or by a wildcard`,
  };
}

function describeForm(
  list: (typeof lists)[number],
  scope: string,
  cluster: StateContext['cluster'],
): StateFinding {
  const isLong = scope.length > maxScopeLength;
  return {
    identity: `${list} ${scope}`,
    about: scope,
    involves: [listedScope(list, scope, cluster)],
    message:
      `${quote(scope)} of ${list} is ` +
      `${isLong ? `longer than ${maxScopeLength} characters` : 'not a valid scope'}; ` +
      'starting with OpenShift 4.23, the API server rejects it. Write host[:port][/path] or *.domain',
  };
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
