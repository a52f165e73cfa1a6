import { isSameList } from '../../model/json.ts';
import { matchingPrefixes } from '../../model/location/prefix-match.ts';
import { isSameObject } from '../../model/mirror-set.ts';
import { sortByBytes } from '../../model/text/byte-order.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { namesOf, participantsOf, placesOfListed } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName, Participant } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

/** The operator gives a listed registry the mirrors of the broadest source that contains it (DOMAIN 3.6). */
export default defineStateRule({
  id: 'no-mirrors-of-broader-source',
  requires: ['imageConfig'],
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-WRONG-PARENT'],
    summary: 'Warn if an insecure or blocked registry gets the mirrors of a broader source',
    why:
      'A registry in insecureRegistries or blockedRegistries has an entry of its own in ' +
      'registries.conf, with mirrors copied from a source around it. Of several sources the ' +
      'operator takes the broadest, not the nearest: pulls below that registry go to other mirrors ' +
      'than its neighbors.',
    fix: 'Add an entry for the registry with the intended mirrors.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { insecureRegistries: ['quay.io/team/lab'] },
        },
      ],
      invalid: [
        {
          subject: idms('team')
            .mirror('quay.io', ['all.example.com/quay'])
            .mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { insecureRegistries: ['quay.io/team/lab'] },
        },
      ],
    },
  },

  *check(context) {
    const { cluster } = context;
    const replaced = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      context.listedScopes.flatMap((scope) => findReplacedMirrors(scope, sources, context) ?? []),
    );
    for (const { found, where, pools } of replaced) {
      const { scope, used, nearest, owners } = found;
      const usedOwners = participantsOf(context.contributionsOf(used));
      yield {
        identity: `${scope} ${used} ${nearest}`,
        about: nearest,
        involves: [...owners, ...usedOwners, ...placesOfListed(scope, cluster)],
        causes: pools,
        message: (here) =>
          `insecure or blocked registry ${quote(scope)} gets the mirrors of ` +
          `${describeSource(used, usedOwners, here)}${where}, not those of ` +
          `${describeSource(nearest, owners, here)}. Add an entry for ${quote(scope)}`,
      };
    }
  },
});

/** `"quay.io" (ImageDigestMirrorSet a)`; without the name if only the reported object has the source. */
function describeSource(
  source: string,
  owners: readonly Participant[],
  here: ObjectName | undefined,
): string {
  const others = owners.filter((one) => !isSameObject(one, here));
  return `${quote(source)}${others.length === 0 ? '' : ` (${namesOf(others)})`}`;
}

interface ReplacedMirrors {
  readonly key: string;
  readonly scope: string;
  readonly used: string;
  readonly nearest: string;
  /** The entries of the nearest source. */
  readonly owners: readonly Participant[];
}

/**
 * Undefined if the registry is a source, or inherits the mirrors that its pulls would use without its entry.
 */
function findReplacedMirrors(
  scope: string,
  sources: NodeSources,
  context: StateContext<unknown>,
): ReplacedMirrors | undefined {
  const { mirrorSets } = context.cluster;
  const entry = context.cluster.registryOf(scope);
  if (sources.has(scope) || !sources.usesGenerated || entry === undefined || 'wildcard' in entry)
    return undefined;
  const enclosing = sources.enclosing(scope);
  const nearest = matchingPrefixes(scope).find((source) => enclosing.includes(source));
  const byBytes = sortByBytes(mirrorSets.enclosingSources(scope));
  const used = byBytes.find((source) => mirrorSets.digest.get(source) !== undefined) ?? byBytes[0];
  if (used === undefined || nearest === undefined) return undefined;
  if (used === nearest && sources.fileOf(nearest) === undefined) return undefined;
  const meant = mirrorsOf(nearest, sources, context).map((mirror) => mirror + scope.slice(nearest.length));
  const inherited = entry.mirrors.map(({ location }) => location);
  if (isSameList(meant, inherited)) return undefined;
  return {
    key: `${scope} ${used} ${sources.keyOf(nearest)}`,
    scope,
    used,
    nearest,
    owners: sources.writersOf(nearest, context.contributionsOf(nearest)),
  };
}

/** The mirrors in the entry of a source, for both kinds of pull. */
function mirrorsOf(
  source: string,
  sources: NodeSources,
  { cluster }: StateContext<unknown>,
): readonly string[] {
  if (sources.fileOf(source) === undefined) {
    const entry = cluster.registryOf(source);
    return entry === undefined || 'wildcard' in entry ? [] : entry.mirrors.map(({ location }) => location);
  }
  return sources.view.loaded.get(source)?.mirrors.map(({ location }) => location) ?? [];
}
