import type { NodeView } from '../../model/index/node-view.ts';
import { enclosingAmong } from '../../model/location/scope.ts';
import { pathOfSource, quoteSome } from '../context/across-objects.ts';
import { newlyRejectedSources } from '../context/rejected-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** allowedRegistries becomes policy.json, which looks at the name that was asked for and never at a mirror (DOMAIN 4.4). */
export default defineRule({
  id: 'require-allowed-source',
  requires: ['mirrorSets', 'nodes'],
  uses: ['clusterVersion'],
  meta: {
    category: 'image-config',
    domain: ['I-NOT-ALLOWED'],
    summary: 'Where image.config lists allowed registries, it allows each source that has mirrors.',
    why: 'With allowedRegistries the nodes reject every image whose name, as it is asked for, the list does not cover. A mirror in the list does not help, and a host without a port does not cover the same host with one.',
    fix: 'Add the source to allowedRegistries. The mirror needs to be there only for images that are named with the mirror themselves.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { allowedRegistries: ['quay.io'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { allowedRegistries: ['mirror.example.com', 'registry.redhat.io'] },
        },
        {
          subject: idms('lab').mirror('lab.example.com:5000', ['mirror.example.com/lab']),
          imageConfig: { allowedRegistries: ['lab.example.com'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const { after } = facts.nodes;
    const rejected = newlyRejectedSources(facts.mirrorSets, facts.nodes, 'not-allowed').map(
      ({ source }) => source,
    );
    // What the list allows in a part of the source is another sentence for each source.
    const inside = allowedInsideEach(rejected, after);
    const [partly, wholly] = [
      rejected.filter((source) => inside.has(source)),
      rejected.filter((source) => !inside.has(source)),
    ];
    if (wholly.length > 0) {
      yield {
        path: pathOfSource(subject, wholly[0] ?? ''),
        message: `pulls of ${quoteSome(wholly, 2)} are rejected: allowedRegistries does not have ${wholly.length === 1 ? 'it' : 'them'}. Add the ${wholly.length === 1 ? 'source' : 'sources'}; a mirror in the list does not help`,
      };
    }
    for (const source of partly) {
      yield {
        path: pathOfSource(subject, source),
        message: `pulls of ${quoteSome([source])} are rejected except below ${quoteSome(inside.get(source) ?? [], 2)}: allowedRegistries has no more of it`,
      };
    }
  },
});

/** Allowed scopes by the sources around them, in the order of the list. */
function allowedInsideEach(
  sources: readonly string[],
  { lists }: NodeView,
): ReadonlyMap<string, readonly string[]> {
  const wanted = new Set(sources);
  const inside = new Map<string, string[]>();
  for (const scope of lists.allowed) {
    for (const source of enclosingAmong(scope, wanted)) {
      const others = inside.get(source);
      if (others === undefined) inside.set(source, [scope]);
      else others.push(scope);
    }
  }
  return inside;
}
