import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { listedScope, namesOf, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName } from '../finding.ts';
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
    for (const source of context.sources) {
      if (context.isOverridden(source)) continue;
      for (const pulls of bothPulls) yield* findBlocked(source, pulls, context);
    }
  },
});

const advice = 'Move the mirror out of the blocked registry';

function* findBlocked(source: string, pulls: Pulls, context: StateContext) {
  const lists = context.merged(source, pulls);
  if (lists === undefined) return;
  // If the source is among its mirrors, its own policy applies to it.
  const isOther = (mirror: string) => mirror !== source;
  const { mirrors } = lists.order;
  const blocked = mirrors.filter((mirror) => isOther(mirror) && context.blockerOf(mirror) !== undefined);
  if (blocked.length === 0) return;
  const blockers = [...new Set(blocked.flatMap((mirror) => context.blockerOf(mirror) ?? []))];
  const involves = [
    ...participantsOf([
      ...lists.contributions,
      ...blockers.flatMap((scope) => context.firstContributionsOf(scope)),
    ]),
    ...blockers
      .filter((scope) => context.cluster.listed.blocked.has(scope))
      .map((scope) => listedScope('blockedRegistries', scope, context.cluster)),
  ];
  const listing = (some: readonly string[]) =>
    lists.contributions.filter(({ entry }) => some.some((mirror) => entry.mirrors.includes(mirror)));
  if (blocked.length === mirrors.filter(isOther).length) {
    const isSourceBlocked = context.isNeverContacted(source) || context.blockerOf(source) !== undefined;
    const message = (here: ObjectName | undefined) =>
      isSourceBlocked
        ? `${describePlace(blocked, listing(blocked), context, here)}. Nodes must not contact ${quote(source)} either; pulls by ${pulls} fail; error: ` +
          '"registry is blocked". ' +
          advice
        : `${describePlace(blocked, listing(blocked), context, here)}; nodes skip ${blocked.length === 1 ? 'this mirror' : 'these mirrors'} and pull ` +
          `${quote(source)} from the source by ${pulls}. ${advice}`;
    const severity = isSourceBlocked ? {} : { severity: 'warn' as const };
    yield { identity: `${source} ${pulls}`, about: source, involves, message, ...severity };
    return;
  }
  for (const mirror of blocked) {
    const message = (here: ObjectName | undefined) =>
      `${describePlace([mirror], listing([mirror]), context, here)}; ` +
      `nodes skip this mirror of ${quote(source)}. ${advice}`;
    yield {
      identity: `${source} ${pulls} ${mirror}`,
      about: source,
      involves,
      message,
      severity: 'warn' as const,
    };
  }
}

/**
 * Names the mirrors, the blocked scopes and the other objects that list or block them: `"a" of
 * ImageDigestMirrorSet a is in the blocked "b" (ImageDigestMirrorSet b)`.
 */
function describePlace(
  mirrors: readonly string[],
  listing: readonly Contribution[],
  context: StateContext,
  here: ObjectName | undefined,
): string {
  const isHere = ({ object }: Contribution) => object.kind === here?.kind && object.name === here.name;
  const blockers = [...new Set(mirrors.flatMap((mirror) => context.blockerOf(mirror) ?? []))];
  const blocking = blockers
    .filter((scope) => context.isNeverContacted(scope))
    .flatMap((scope) => context.firstContributionsOf(scope))
    .filter((one) => !isHere(one) && !listing.some(({ object }) => object === one.object));
  const owner = listing.some(isHere) ? '' : ` of ${namesOf(listing.map(({ object }) => object))}`;
  const by = blocking.length === 0 ? '' : ` (${namesOf(blocking.map(({ object }) => object))})`;
  const verb = mirrors.length === 1 ? 'is' : 'are';
  return `${quoteSome(mirrors, 2)}${owner} ${verb} in the blocked ${quoteSome(blockers, 2)}${by}`;
}
