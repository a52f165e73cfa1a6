import { matchedLength } from '../../model/location/prefix-match.ts';
import type { Contribution } from '../../model/merge/mirror-lists.ts';
import type { ContainersFile } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import type { ChangeContext } from '../change-context.ts';
import { quoteOrder, quoteSome, toRelated } from '../context/across-objects.ts';
import { addsContradiction, mergeNoteOf } from '../context/merge-notes.ts';
import { faultsByPool, type NodeSources } from '../context/node-sources.ts';
import { machineConfigFile, namesWithVerb } from '../context/participants.ts';
import { isPayloadRepository } from '../context/payload-repositories.ts';
import { isHosted } from '../context/rollout.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { ObjectName, Related } from '../finding.ts';
import { bothPulls, type Pulls } from '../state-context.ts';

/**
 * The operator merges the lists of one source by byte order (DOMAIN 3.2), and a narrower source applies to
 * all pulls below it (DOMAIN 3.6).
 */
export default defineChangeRule({
  id: 'rollout-pulls-taken-over',
  uses: ['platform', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'rollout',
    domain: ['R-TAKEN-OVER'],
    summary: 'Warn if a change sends pulls that another object serves to another mirror',
    why:
      'Nodes try mirrors in the merged order of all objects: independent lists are ordered by name, so ' +
      'a fallback can become the first mirror. A narrower source takes the pulls below it from every ' +
      'broader source, or from a file of a MachineConfig. Images then come from a registry that the owner ' +
      'of the other object did not choose, and that may not have them.',
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
    const nodes = context.nodes();
    for (const source of touched) {
      const takenOver = faultsByPool(nodes.after, (sources, index) => {
        const stored = nodes.before[index];
        return stored === undefined ? [] : findTakenOver(context, source, stored, sources);
      });
      for (const { found, where } of takenOver) {
        const { pulls, served, orders, others, related } = found;
        const through = served === source ? '' : ` through ${quote(served)}`;
        yield {
          ...context.fieldOf(source),
          about: source,
          message:
            `${namesWithVerb(others, 'serves', 'serve')} the ${pulls} pulls of ` +
            `${quote(source)}${through}${where} today; ${describe(orders)}. Before: ` +
            `${quoteOrder(orders.before, 3)}; after: ${quoteOrder(orders.after, 3)}. List the mirrors of ` +
            'the other object first',
          related,
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

interface LosingObjects {
  /** Other objects that list the lost mirrors. */
  readonly others: readonly ObjectName[];
  readonly related: readonly Related[];
}

interface TakenOver extends LosingObjects {
  readonly key: string;
  readonly pulls: Pulls;
  /** The source whose entry matches before the change. */
  readonly served: string;
  readonly orders: Orders;
}

function findTakenOver(
  context: ChangeContext,
  source: string,
  old: NodeSources,
  now: NodeSources,
): readonly TakenOver[] {
  const name = concrete(source);
  const served = old.matching(name);
  const serving = served && now.matching(name);
  if (served === undefined || serving === undefined) return [];
  return bothPulls.flatMap((pulls) => {
    if (pulls === 'tag' && isPayloadRepository(source)) return [];
    const [mirrors, next] = [old.mirrors(served, pulls), now.mirrors(serving, pulls)];
    // no-shadowed-mirrors reports pulls without any mirror; no-source-contacted-early reports a source before
    // its mirrors.
    if (mirrors === undefined || next === undefined || isNewlyEarly(serving, pulls, old, now)) return [];
    const orders = {
      before: locationsOf(mirrors, served, name),
      after: locationsOf(next, serving, name),
    };
    const lost = lostMirrors(mirrors, orders);
    if (lost.size === 0) return [];
    const file = old.fileOf(served);
    const losers = file === undefined ? contributionsOfLost(served, pulls, lost, context) : ofFile(file);
    const key = [pulls, old.keyOf(served), ...orders.before, '', ...orders.after].join(' ');
    return losers.others.length === 0 ? [] : [{ key, pulls, served, orders, ...losers }];
  });
}

function isNewlyEarly(source: string, pulls: Pulls, old: NodeSources, now: NodeSources): boolean {
  const merged = now.merged(source, pulls);
  return (
    merged !== undefined &&
    mergeNoteOf(merged) === 'source-early' &&
    addsContradiction(old.merged(source, pulls), merged)
  );
}

/** Entries of other objects with a mirror that the pulls lose. */
function contributionsOfLost(
  served: string,
  pulls: Pulls,
  lost: ReadonlySet<string>,
  context: ChangeContext,
): LosingObjects {
  const { before } = context.change;
  const isOther = isIn(context.othersOf(served, before));
  const contributions = before.mirrorSets[pulls].get(served)?.contributions ?? [];
  const losers = contributions.filter(
    (contribution) => isOther(contribution) && contribution.entry.mirrors.some((mirror) => lost.has(mirror)),
  );
  return { others: losers.map(({ object }) => object), related: toRelated(losers) };
}

function ofFile(file: ContainersFile): LosingObjects {
  const place = machineConfigFile(file);
  return { others: [place], related: [place] };
}

/** A sample name that the scope matches. */
function concrete(source: string): string {
  return source.startsWith('*.') ? `any${source.slice(1)}` : source;
}

function locationsOf(mirrors: readonly string[], deciding: string, name: string): readonly string[] {
  const rest = name.slice(matchedLength(name, deciding));
  return mirrors.map((mirror) => mirror + rest);
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

function describe({ before, after }: Orders): string {
  const [first = ''] = after;
  if (first !== before[0]) return `this change puts ${quote(first)} first`;
  const kept = new Set(after);
  return `this change removes ${quoteSome(
    before.filter((location) => !kept.has(location)),
    2,
  )}`;
}
