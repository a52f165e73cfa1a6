import type { NodeView } from '../../model/index/node-view.ts';
import { quote } from '../../model/text/quote.ts';
import { pathOfSource, quoteSome, toRelated } from '../context/across-objects.ts';
import { contributionsOf, isNeverContacted } from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** An insecure registry has an entry of its own in registries.conf, which takes over mirrors and not the policy (DOMAIN 3.6). */
export default defineRule({
  id: 'no-never-contact-bypass',
  requires: ['mirrorSets', 'nodes'],
  meta: {
    category: 'image-config',
    domain: ['I-NEVER-BYPASS'],
    summary: 'No insecure registry lies inside a source that is never contacted.',
    why: 'For a registry in insecureRegistries the operator writes an entry of its own. It copies the mirrors of the source around it, and not NeverContactSource: below that registry the source is contacted after all, without verifying TLS.',
    fix: 'Make the registry a source of its own with NeverContactSource, or take it out of insecureRegistries.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          imageConfig: { insecureRegistries: ['mirror.example.com', 'quay.io'] },
        },
        {
          subject: idms('team').mirror('quay.io', ['mirror.example.com/quay']),
          imageConfig: { insecureRegistries: ['quay.io/team'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          imageConfig: { insecureRegistries: ['quay.io/team'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { before, after } = facts.nodes;
    const scopes = after.surroundings.listedInsideAny(facts.mirrorSets.touched);
    const bypasses = [...scopes].flatMap((scope) => {
      const never = bypassedSource(scope, after);
      return never === undefined || bypassedSource(scope, before) === never ? [] : [{ scope, never }];
    });
    for (const [never, group] of Map.groupBy(bypasses, (bypass) => bypass.never)) {
      const registries = group.map(({ scope }) => scope);
      yield {
        path: pathOfSource(subject, never),
        message: `${quoteSome(registries, 2)} would still be contacted, without verified TLS: insecureRegistries takes ${registries.length === 1 ? 'it' : 'them'} out of the NeverContactSource of ${quote(never)}`,
        related: toRelated(contributionsOf(never, after.mirrorSets)),
      };
    }
  },
});

/** The source whose NeverContactSource does not hold for an insecure registry. That a source of its own has another policy, another rule says. */
function bypassedSource(scope: string, view: NodeView): string | undefined {
  const { mirrorSets, surroundings } = view;
  if (!surroundings.insecure.has(scope) || mirrorSets.has(scope)) return undefined;
  const entry = view.registryOf(scope);
  if (entry === undefined || 'wildcard' in entry || entry.blocked) return undefined;
  return mirrorSets.sourcesAround(scope).find((source) => isNeverContacted(source, mirrorSets));
}
