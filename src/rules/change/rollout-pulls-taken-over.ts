import { matchedLength } from '../../model/location/prefix-match.ts';
import type { MergedLists } from '../../model/merge/merged-sources.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import { quote } from '../../model/text/quote.ts';
import type { ChangeContext } from '../change-context.ts';
import { quoteOrder, quoteSome, toRelated } from '../context/across-objects.ts';
import { mergeNoteOf } from '../context/merge-notes.ts';
import { namesWithVerb } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { isHosted } from '../context/rollout.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { bothPulls, type Pulls } from '../state-context.ts';

/**
 * The operator merges the lists of one source by byte order (DOMAIN 3.2), and a narrower source applies to
 * all pulls below it (DOMAIN 3.6).
 */
export default defineChangeRule({
  id: 'rollout-pulls-taken-over',
  uses: ['platform'],
  meta: {
    category: 'rollout',
    domain: ['R-TAKEN-OVER'],
    summary: 'Warn if a change sends pulls that another object serves to another mirror',
    why:
      'Nodes try mirrors in the merged order of all objects: independent lists are ordered by name, so ' +
      'a fallback can become the first mirror. A narrower source takes the pulls below it from every ' +
      'broader source. Images then come from a registry that the owner of the other object did not ' +
      'choose, and that may not have them.',
    fix:
      'List the mirrors of the other object first, in their present order, and your own after them. ' +
      'Ask its owner if the change is intended.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('platform').mirror('quay.io/team', ['m.example.com/team']),
          idms('fallback').mirror('quay.io/team', ['m.example.com/team', 'a.example.com/team']),
        ],
        [
          idms('platform').mirror('quay.io', ['m.example.com/quay']),
          idms('team').mirror('quay.io/team', ['m.example.com/quay/team']),
        ],
      ],
      invalid: [
        [
          idms('platform').mirror('quay.io/team', ['m.example.com/team']),
          idms('fallback').mirror('quay.io/team', ['a.example.com/team']),
        ],
        [
          idms('platform').mirror('quay.io', ['m.example.com/quay']),
          idms('team').mirror('quay.io/team', ['cache.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    const { before, after, touched } = context.change;
    // While the operator is stopped, nodes keep an older state, so this change has no effect on them.
    if (isHosted(context.facts) || before.problems.length > 0 || after.problems.length > 0) return;
    for (const source of touched) {
      for (const { pulls, served, orders, others } of findTakenOver(context, source)) {
        const through = served === source ? '' : ` through ${quote(served)}`;
        yield {
          ...context.placeOf(source),
          about: source,
          message:
            `${namesWithVerb(objectsOf(others), 'serves', 'serve')} the ${pulls} pulls of ` +
            `${quote(source)}${through} today; ${describe(orders)}. Before: ` +
            `${quoteOrder(orders.before, 3)}; after: ${quoteOrder(orders.after, 3)}. List the mirrors of ` +
            'the other object first',
          related: toRelated(others),
        };
      }
    }
  },
});

/** The locations that nodes try for pulls of a source, without a final source. */
interface Orders {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface TakenOver {
  readonly pulls: Pulls;
  /** The source whose entry matches before the change. */
  readonly served: string;
  readonly orders: Orders;
  /** Entries of other objects that list the lost mirrors. */
  readonly others: readonly Contribution[];
}

function findTakenOver(context: ChangeContext, source: string): readonly TakenOver[] {
  const { before, after } = context.change;
  const served = before.mirrorSets.decidingSource(concrete(source));
  const serving = served && after.mirrorSets.decidingSource(concrete(source));
  if (served === undefined || serving === undefined) return [];
  return bothPulls.flatMap((pulls) => {
    if (pulls === 'tag' && isPayloadRepository(source)) return [];
    const [old, now] = [before.mirrorSets[pulls].get(served), after.mirrorSets[pulls].get(serving)];
    // no-shadowed-mirrors reports pulls without any mirror; no-source-contacted-early reports a source before
    // its mirrors.
    if (old === undefined || now === undefined || mergeNoteOf(now) === 'source-early') return [];
    const orders = { before: locationsOf(old, source), after: locationsOf(now, source) };
    const others = contributionsOfLost(old, orders, context);
    return others.length === 0 ? [] : [{ pulls, served, orders, others }];
  });
}

/** Entries of other objects with a mirror that the pulls lose. */
function contributionsOfLost(
  old: MergedLists,
  orders: Orders,
  context: ChangeContext,
): readonly Contribution[] {
  const lost = lostMirrors(old.order.mirrors, orders);
  if (lost.size === 0) return [];
  const isOther = isIn(context.othersOf(old.source, context.change.before));
  return old.contributions.filter(
    (contribution) => isOther(contribution) && contribution.entry.mirrors.some((mirror) => lost.has(mirror)),
  );
}

/** A sample name that the scope matches. */
function concrete(source: string): string {
  return source.startsWith('*.') ? `any${source.slice(1)}` : source;
}

function locationsOf({ source: deciding, order }: MergedLists, source: string): readonly string[] {
  const name = concrete(source);
  const rest = name.slice(matchedLength(name, deciding));
  return order.mirrors.map((mirror) => mirror + rest);
}

/**
 * The previous mirrors that are no longer used, and the first mirror if nodes now try another one before it.
 */
function lostMirrors(mirrors: readonly string[], { before, after }: Orders): ReadonlySet<string> {
  const kept = new Set(after);
  return new Set(
    mirrors.filter((_, at) => {
      const location = before[at] ?? '';
      return !kept.has(location) || (at === 0 && after[0] !== location);
    }),
  );
}

function isIn(contributions: readonly Contribution[]): (contribution: Contribution) => boolean {
  const names = new Set(contributions.map(({ object }) => `${object.kind} ${object.name}`));
  return ({ object }) => names.has(`${object.kind} ${object.name}`);
}

function objectsOf(contributions: readonly Contribution[]) {
  return contributions.map(({ object }) => object);
}

function describe({ before, after }: Orders): string {
  const [first = ''] = after;
  if (first !== before[0]) return `this change puts ${quote(first)} first`;
  const kept = new Set(after);
  return `this change removes ${quoteSome(
    before.filter((location) => !kept.has(location)),
    2,
  )}`;
}
