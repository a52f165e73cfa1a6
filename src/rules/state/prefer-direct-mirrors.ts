import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { namesWithVerb } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { bothPulls, type Pulls, type StateContext } from '../state-context.ts';

/**
 * Nodes look up mirrors only once: an entry for the location of a mirror has no effect, except that it can
 * block the mirror (DOMAIN 7.3).
 */
export default defineStateRule({
  id: 'prefer-direct-mirrors',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-MIRROR-IS-SOURCE'],
    summary: 'Warn if a mirror is itself a mirrored source',
    why:
      'Nodes do not follow mirrors from one entry to the next: a node contacts the mirror itself, ' +
      'also if another entry has mirrors for it.',
    fix: 'List the location that holds the images.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('b').mirror('m.example.com/team', ['n.example.com/team']),
          idms('a').mirror('quay.io/team', ['n.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('b').mirror('m.example.com/team', ['n.example.com/team']),
          idms('a').mirror('quay.io/team', ['m.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    const mirrored = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      findMirroredMirrors(sources, context),
    );
    for (const { found, where, pools } of mirrored) {
      const { source, mirror, place, other, owners } = found;
      yield {
        identity: `${source} ${mirror}`,
        about: mirror,
        involves: [place, ...owners],
        causes: pools,
        message:
          `nodes${where} contact ${quote(mirror)} itself, not the mirrors that ` +
          `${namesWithVerb(owners, 'has', 'have')} for ${quote(other)}. ` +
          'List the location that holds the images',
      };
    }
  },
});

function* findMirroredMirrors(sources: NodeSources, context: StateContext<unknown>) {
  for (const source of sources.all()) {
    // Most sources have no such mirror, so their entries are not read.
    if (!bothPulls.some((pulls) => hasMirroredMirror(source, pulls, sources))) continue;
    for (const { mirror, place: findPlace } of sources.listedMirrors(source)) {
      const other = mirroredSource(mirror, source, sources);
      if (other === undefined) continue;
      const place = findPlace();
      const owners = sources.writersOf(other, context.firstContributionsOf(other));
      const at = `${place.kind} ${place.name} ${place.path.join('.')}`;
      yield {
        key: `${source} ${mirror} ${at} ${sources.keyOf(other)}`,
        source,
        mirror,
        place,
        other,
        owners,
      };
    }
  }
}

function hasMirroredMirror(source: string, pulls: Pulls, sources: NodeSources): boolean {
  const mirrors = sources.mirrors(source, pulls);
  return mirrors?.some((mirror) => mirroredSource(mirror, source, sources) !== undefined) === true;
}

/** The source with mirrors that contains a mirror. An object rule reports a mirror inside its own source. */
function mirroredSource(mirror: string, source: string, sources: NodeSources): string | undefined {
  const other = sources.matchingMirror(mirror);
  return other === undefined || other === source || !sources.hasMirrors(other) ? undefined : other;
}
