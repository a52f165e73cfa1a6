import type { NodeView } from '../../model/index/node-view.ts';
import { sortByBytes } from '../../model/text/byte-order.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfFirst, toRelated } from '../context/across-objects.ts';
import { contributionsOf } from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The operator copies mirrors to a listed registry from the source that comes first in byte order, which is the broadest (DOMAIN 3.6). */
export default defineRule({
  id: 'no-mirrors-of-broader-source',
  requires: ['mirrorSets', 'nodes'],
  meta: {
    category: 'image-config',
    domain: ['I-WRONG-PARENT'],
    summary: 'An insecure or blocked registry gets the mirrors of the nearest source around it.',
    why: 'A registry in insecureRegistries or blockedRegistries has an entry of its own in registries.conf, with mirrors copied from a source around it. Of several sources the operator takes the broadest, not the nearest: pulls below that registry go to other mirrors than its neighbours.',
    fix: 'Make the registry a source of its own, with the mirrors that are meant.',
    severity: 'warn',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
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

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    const scopes = after.surroundings.listedInsideAny(facts.mirrorSets.touched);
    for (const scope of scopes) {
      const swap = findSwap(scope, after);
      const old = findSwap(scope, before);
      if (swap === undefined || (old?.used === swap.used && old.nearest === swap.nearest)) continue;
      const { used, nearest } = swap;
      yield {
        path: pathOfFirst(subject, [nearest, used]),
        message: `${quote(scope)} gets the mirrors of ${quote(used)}, not those of ${quote(nearest)}: as an insecure or blocked registry it is given those of the broadest source`,
        related: toRelated(contributionsOf(nearest, after.mirrorSets), [
          contributionsOf(used, after.mirrorSets),
        ]),
      };
    }
  },
});

interface Swap {
  readonly used: string;
  readonly nearest: string;
}

/** Undefined where the registry is a source itself, or gets what a pull would use without its entry. */
function findSwap(scope: string, view: NodeView): Swap | undefined {
  const { mirrorSets } = view;
  const entry = view.registryOf(scope);
  if (mirrorSets.has(scope) || entry === undefined || 'wildcard' in entry) return undefined;
  const around = mirrorSets.sourcesAround(scope);
  const nearest = mirrorSets.sourcesMatching(scope).find((source) => around.includes(source));
  const byBytes = sortByBytes([...around]);
  const used = byBytes.find((source) => mirrorSets.digest.get(source) !== undefined) ?? byBytes[0];
  if (used === undefined || nearest === undefined || used === nearest) return undefined;
  const meant = view.registryOf(nearest);
  const places =
    meant === undefined || 'wildcard' in meant
      ? []
      : meant.mirrors.map(({ location }) => location + scope.slice(nearest.length));
  const isSame =
    places.length === entry.mirrors.length &&
    places.every((place, index) => place === entry.mirrors[index]?.location);
  return isSame ? undefined : { used, nearest };
}
