import { quote } from '../../model/text/quote.ts';
import { nameObjects, quoteOrder, toRelated } from '../context/across-objects.ts';
import { addsContradiction, isReordered } from '../context/merge-notes.ts';
import { faultsByPool, type NodeSources } from '../context/node-sources.ts';
import { defineChangeRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { bothPulls } from '../state-context.ts';

/** The order is valid and requires no drain (DOMAIN 6.2), but nodes use another mirror. */
export default defineChangeRule({
  id: 'prefer-stable-mirror-order',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-ORDER-CHANGE'],
    summary: 'Prefer changes that keep the order of mirrors in use',
    why:
      'Nodes try the mirrors of a source in the merged order of all objects. A new list can change ' +
      'it for all of them and move the load to another registry.',
    fix: 'List the mirrors in use first, in their present order.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('a').mirror('quay.io/team', ['b.example.com/team']),
          idms('b').mirror('quay.io/team', ['b.example.com/team', 'a.example.com/team']),
        ],
      ],
      invalid: [
        [
          idms('a').mirror('quay.io/team', ['b.example.com/team']),
          idms('b').mirror('quay.io/team', ['a.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    const { touched } = context.change;
    const { before, after } = context.nodes();
    const reordered = faultsByPool(after, (sources, index) => {
      const stored = before[index];
      return stored === undefined ? [] : touched.flatMap((source) => findReordered(source, stored, sources));
    });
    for (const { found, where } of reordered) {
      const { source, old, now } = found;
      const others = context.othersOf(source);
      const withOthers = others.length === 0 ? '' : `, merged with ${nameObjects(others)}`;
      yield {
        ...context.fieldOf(source),
        message:
          `nodes${where} would try ${quoteOrder(now, 3)} for ${quote(source)}${withOthers}; ` +
          `before: ${quoteOrder(old, 3)}. List the mirrors in use first`,
        related: toRelated(others),
      };
    }
  },
});

interface Reordered {
  readonly key: string;
  readonly source: string;
  readonly old: readonly string[];
  readonly now: readonly string[];
}

function findReordered(source: string, before: NodeSources, after: NodeSources): readonly Reordered[] {
  return bothPulls.flatMap((pulls) => {
    const [old, now] = [before.merged(source, pulls), after.merged(source, pulls)];
    if (old === undefined || now === undefined || !isReordered(old.order.mirrors, now.order.mirrors))
      return [];
    // State rules report lists that contradict each other.
    if (addsContradiction(old, now)) return [];
    return [{ key: `${source} ${pulls}`, source, old: old.order.mirrors, now: now.order.mirrors }];
  });
}
