import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { listedScope, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
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
  const place =
    `${quoteSome(blocked, 2)} ${blocked.length === 1 ? 'is' : 'are'} in the blocked ` +
    `${quoteSome(blockers, 2)}`;
  if (blocked.length === mirrors.filter(isOther).length) {
    const isSourceBlocked = context.isNeverContacted(source) || context.blockerOf(source) !== undefined;
    const message = isSourceBlocked
      ? `${place}. Nodes must not contact ${quote(source)} either; pulls by ${pulls} fail; error: ` +
        '"registry is blocked". ' +
        advice
      : `${place}; nodes skip ${blocked.length === 1 ? 'this mirror' : 'these mirrors'} and pull ` +
        `${quote(source)} from the source by ${pulls}. ${advice}`;
    const severity = isSourceBlocked ? {} : { severity: 'warn' as const };
    yield { identity: `${source} ${pulls}`, about: source, involves, message, ...severity };
    return;
  }
  for (const mirror of blocked) {
    const message =
      `${quote(mirror)} is in the blocked ${quote(context.blockerOf(mirror) ?? '')}; ` +
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
