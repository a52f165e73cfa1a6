import type { WildcardClash } from '../../model/files/registries.ts';
import type { NodeView } from '../../model/index/node-view.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfFirst, quoteSome, toRelated } from '../context/across-objects.ts';
import { contributionsOf } from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A listed registry takes over the mirrors of the source around it, and for a wildcard the operator cannot (DOMAIN 3.7). */
export default defineRule({
  id: 'no-clash-inside-wildcard-source',
  requires: ['nodes'],
  meta: {
    category: 'image-config',
    domain: ['I-WILD-NESTED'],
    summary:
      'No insecure or blocked registry lies inside a wildcard source, unless it is a source of its own.',
    why: 'The Machine Config Operator fails with an internal error and applies no mirror or registry change in the whole cluster any more, without a condition or event that says so; upgrades get stuck.',
    fix: 'Make the registry a source of its own, with mirrors; or name the sources instead of the wildcard; or take the registry out of image.config.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        {
          subject: idms('all')
            .mirror('*.example.com', ['mirror.example.org/all'])
            .mirror('lab.example.com', ['mirror.example.org/lab']),
          imageConfig: { insecureRegistries: ['lab.example.com'] },
        },
        {
          subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']),
          imageConfig: { insecureRegistries: ['example.com', 'lab.example.org'] },
        },
      ],
      invalid: [
        {
          subject: idms('all').mirror('*.example.com', ['mirror.example.org/all']),
          imageConfig: { insecureRegistries: ['lab.example.com:5000'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    if (after.clashes.length === 0) return;
    const known = new Set(before.clashes.map(identityOf));
    const clashes = after.clashes.filter((clash) => !known.has(identityOf(clash)));
    for (const [wildcard, group] of Map.groupBy(clashes, (clash) => clash.wildcard)) {
      const scopes = [...new Set(group.map(({ scope }) => scope))];
      const [first = '', ...more] = scopes;
      const lie =
        more.length === 0
          ? `${quote(first)} (${listOf(first, after)}) lies`
          : `${quoteSome(scopes, 2)} of image.config lie`;
      yield {
        path: pathOfFirst(subject, [wildcard, ...scopes]),
        message: `the operator would stop applying all mirror changes: ${lie} inside the wildcard source ${quote(wildcard)}`,
        related: toRelated(contributionsOf(wildcard, after.mirrorSets)),
        key: `${wildcard} ${scopes.join(' ')}`,
      };
    }
  },
});

function identityOf({ wildcard, scope }: WildcardClash): string {
  return `${wildcard} ${scope}`;
}

function listOf(scope: string, { surroundings }: NodeView): string {
  return surroundings.insecure.has(scope) ? 'insecureRegistries' : 'blockedRegistries';
}
