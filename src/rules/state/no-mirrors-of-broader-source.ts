import type { ClusterModel } from '../../model/cluster-model.ts';
import { sortByBytes } from '../../model/text/byte-order.ts';
import { quote } from '../../model/text/quote.ts';
import { namesOf, participantsOf, placesOfListed } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

/** The operator gives a listed registry the mirrors of the broadest source that contains it (DOMAIN 3.6). */
export default defineStateRule({
  id: 'no-mirrors-of-broader-source',
  requires: ['imageConfig'],
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
    for (const scope of context.listedScopes) {
      const replaced = findReplacedMirrors(scope, cluster);
      if (replaced === undefined) continue;
      const { used, nearest } = replaced;
      yield {
        identity: `${scope} ${used} ${nearest}`,
        about: nearest,
        involves: [
          ...participantsOf([...context.contributionsOf(nearest), ...context.contributionsOf(used)]),
          ...placesOfListed(scope, cluster),
        ],
        message: (here) =>
          `insecure or blocked registry ${quote(scope)} gets the mirrors of ` +
          `${describeSource(used, here, context)}, not those of ${describeSource(nearest, here, context)}. ` +
          `Add an entry for ${quote(scope)}`,
      };
    }
  },
});

/** `"quay.io" (ImageDigestMirrorSet a)`; without the name if only the reported object has the source. */
function describeSource(source: string, here: ObjectName | undefined, context: StateContext): string {
  const others = context
    .firstContributionsOf(source)
    .filter(({ object }) => object.kind !== here?.kind || object.name !== here.name);
  const names = others.length === 0 ? '' : ` (${namesOf(others.map(({ object }) => object))})`;
  return `${quote(source)}${names}`;
}

interface ReplacedMirrors {
  readonly used: string;
  readonly nearest: string;
}

/**
 * Undefined if the registry is a source, or inherits the mirrors that its pulls would use without its entry.
 */
function findReplacedMirrors(scope: string, cluster: ClusterModel): ReplacedMirrors | undefined {
  const { mirrorSets } = cluster;
  const entry = cluster.registryOf(scope);
  if (mirrorSets.has(scope) || entry === undefined || 'wildcard' in entry) return undefined;
  const around = mirrorSets.sourcesAround(scope);
  const nearest = mirrorSets.sourcesMatching(scope).find((source) => around.includes(source));
  const byBytes = sortByBytes([...around]);
  const used = byBytes.find((source) => mirrorSets.digest.get(source) !== undefined) ?? byBytes[0];
  if (used === undefined || nearest === undefined || used === nearest) return undefined;
  const meant = cluster.registryOf(nearest);
  const places =
    meant === undefined || 'wildcard' in meant
      ? []
      : meant.mirrors.map(({ location }) => location + scope.slice(nearest.length));
  const isSame =
    places.length === entry.mirrors.length &&
    places.every((place, index) => place === entry.mirrors[index]?.location);
  return isSame ? undefined : { used, nearest };
}
