import { isSameObject } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { causesOfEntry, faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { namesOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName, Participant, Severity } from '../finding.ts';
import { bothPulls, type Pulls, type StateContext } from '../state-context.ts';

/**
 * A node looks up each mirror in registries.conf by its own name, so a blocked entry also blocks mirrors
 * (DOMAIN 7.4).
 */
export default defineStateRule({
  id: 'no-blocked-mirror',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-MIRROR-BLOCKED'],
    summary: 'Disallow mirrors in a blocked registry',
    why:
      'A node looks up each mirror in registries.conf before it contacts it. A mirror inside a source with ' +
      'NeverContactSource, or inside a registry that image.config blocks, is never contacted. Nodes use ' +
      'the next mirror and then the source; if the source is blocked too, the pull fails. A port does not ' +
      'take a mirror out of a blocked host.',
    fix:
      'Move the mirror out of the blocked registry, or add an entry for its location that is not ' +
      'blocked.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['other.example.com'] },
        },
      ],
      invalid: [
        idms('team').mirror(
          'registry.example.com',
          ['registry.example.com:5000/copies'],
          'NeverContactSource',
        ),
        {
          subject: idms('team').mirror('quay.io/team', [
            'mirror.example.com/team',
            'second.example.com/team',
          ]),
          imageConfig: { blockedRegistries: ['mirror.example.com'] },
        },
      ],
    },
  },

  *check(context) {
    const faults = faultsByPool(context.share(nodeSourcesOf), (sources) =>
      sources
        .all()
        .flatMap((source) => bothPulls.flatMap((pulls) => findBlocked(source, pulls, sources, context))),
    );
    for (const { found, where, pools } of faults) {
      const { source, pulls, blocked, message, severity } = found;
      yield {
        identity: `${source} ${pulls}`,
        about: source,
        involves: found.involves,
        causes: [...blocked, ...pools],
        message: (here) => message(here, where),
        ...(severity === undefined ? {} : { severity }),
      };
    }
  },
});

interface BlockedMirrors {
  readonly key: string;
  readonly source: string;
  readonly pulls: Pulls;
  readonly blocked: readonly string[];
  readonly involves: readonly Participant[];
  /** @param where ` in pool worker` */
  readonly message: (here: ObjectName | undefined, where: string) => string;
  readonly severity?: Severity;
}

const advice = 'Move the mirror out of the blocked registry';

function findBlocked(
  source: string,
  pulls: Pulls,
  sources: NodeSources,
  context: StateContext<unknown>,
): readonly BlockedMirrors[] {
  // If the source is among its mirrors, its own policy applies to it.
  const mirrors = sources.mirrors(source, pulls)?.filter((mirror) => mirror !== source) ?? [];
  const blocked = mirrors.filter((mirror) => sources.blockerOf(mirror) !== undefined);
  if (blocked.length === 0) return [];
  const blockers = [...new Set(blocked.flatMap((mirror) => sources.blockerOf(mirror) ?? []))];
  const contributions = context.merged(source, pulls)?.contributions ?? [];
  const involves = [
    ...sources.writersOf(source, contributions),
    ...blockers.flatMap((scope) => causesOfEntry(scope, sources.view, context)),
  ];
  const describe = (some: readonly string[], here: ObjectName | undefined) =>
    describePlace(some, { writers: writersOf(some), sources, context, here });
  const writersOf = (some: readonly string[]) =>
    sources.writersOf(
      source,
      contributions.filter(({ entry }) => some.some((mirror) => entry.mirrors.includes(mirror))),
    );
  const key = sources.keyOf(source, ...blockers);
  if (blocked.length === mirrors.length) {
    const consequence = consequenceOf(source, pulls, blocked, sources);
    const all: BlockedMirrors = {
      key: `${pulls} ${key}`,
      source,
      pulls,
      involves,
      blocked: [...blocked, 'every mirror'],
      ...consequence,
      message: (here, where) => `${describe(blocked, here)}${consequence.message(where)}. ${advice}`,
    };
    return [all];
  }
  return blocked.map((mirror) => ({
    key: `${sources.fileOf(source) === undefined ? pulls : ''} ${mirror} ${key}`,
    source,
    pulls,
    involves,
    blocked: [mirror],
    message: (here, where) =>
      `${describe([mirror], here)}; nodes${where} skip this mirror of ${quote(source)}. ${advice}`,
    severity: 'warn' as const,
  }));
}

/** The consequence if no mirror of the source is left. */
function consequenceOf(
  source: string,
  pulls: Pulls,
  blocked: readonly string[],
  sources: NodeSources,
): { readonly message: (where: string) => string; readonly severity?: Severity } {
  if (sources.isNeverContacted(source) || sources.blockerOf(source) !== undefined)
    return {
      message: (where) =>
        `. Nodes${where} must not contact ${quote(source)} either; pulls by ${pulls} fail; error: ` +
        '"registry is blocked"',
    };
  return {
    message: (where) =>
      `; nodes${where} skip ${blocked.length === 1 ? 'this mirror' : 'these mirrors'} and pull ` +
      `${quote(source)} from the source by ${pulls}`,
    severity: 'warn',
  };
}

/**
 * Names the mirrors, the blocked scopes and the other objects that list or block them: `"a" of
 * ImageDigestMirrorSet a is in the blocked "b" (ImageDigestMirrorSet b)`.
 */
function describePlace(
  mirrors: readonly string[],
  {
    writers,
    sources,
    context,
    here,
  }: {
    /** The objects that list the mirrors. */
    readonly writers: readonly ObjectName[];
    readonly sources: NodeSources;
    readonly context: StateContext<unknown>;
    readonly here: ObjectName | undefined;
  },
): string {
  const blockers = [...new Set(mirrors.flatMap((mirror) => sources.blockerOf(mirror) ?? []))];
  const blocking = blockers
    .filter((scope) => sources.isNeverContacted(scope))
    .flatMap((scope) => sources.writersOf(scope, context.firstContributionsOf(scope)))
    .filter((one) => !isSameObject(one, here) && !writers.some((writer) => isSameObject(writer, one)));
  const owner = writers.some((writer) => isSameObject(writer, here)) ? '' : ` of ${namesOf(writers)}`;
  const by = blocking.length === 0 ? '' : ` (${namesOf(blocking)})`;
  const verb = mirrors.length === 1 ? 'is' : 'are';
  return `${quoteSome(mirrors, 2)}${owner} ${verb} in the blocked ${quoteSome(blockers, 2)}${by}`;
}
