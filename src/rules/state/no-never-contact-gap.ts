import { type ContainersFile, formatMachineConfig } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { namesWithVerb } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateContext } from '../state-context.ts';

/**
 * NeverContactSource belongs to one entry of registries.conf, and a narrower entry does not inherit it
 * (DOMAIN 3.6).
 */
export default defineStateRule({
  id: 'no-never-contact-gap',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-SHADOW-POLICY'],
    summary: 'Warn if NeverContactSource does not apply to a narrower source',
    why:
      'A node uses the one entry of registries.conf that matches an image most closely, with the ' +
      'policy of that entry. Below the narrower source, nodes pull from the source if no mirror has ' +
      'the image, although NeverContactSource is set for the broader source. An entry in a file of a ' +
      'MachineConfig has the same effect.',
    fix:
      'Set NeverContactSource in all entries of the narrower source too, or `blocked = true` if a file of ' +
      'a MachineConfig contains it.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          idms('team').mirror('quay.io/team', ['other.example.com/team'], 'NeverContactSource'),
        ],
      ],
      invalid: [
        [
          idms('all').mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource'),
          idms('team').mirror('quay.io/team', ['other.example.com/team']),
        ],
      ],
    },
  },

  *check(context) {
    const gaps = faultsByPool(context.share(nodeSourcesOf), (sources) => findGaps(sources, context));
    for (const { found, where, pools } of gaps) {
      const { inner, outer, narrow, broad, innerFile, outerFile } = found;
      const policy = outerFile === undefined ? 'NeverContactSource' : 'block';
      yield {
        identity: `${inner} ${outer}`,
        about: inner,
        involves: [...narrow, ...broad],
        causes: pools,
        message:
          `the ${policy} that ${namesWithVerb(broad, 'sets', 'set')} for ${quote(outer)} does not apply to ` +
          `${quote(inner)}${innerFile === undefined ? '' : ` of ${formatMachineConfig(innerFile)}`}; ` +
          `nodes${where} still contact that source. ${adviceFor(innerFile, outerFile)}`,
      };
    }
  },
});

function adviceFor(inner: ContainersFile | undefined, outer: ContainersFile | undefined): string {
  if (inner !== undefined) return `Set blocked = true for it in ${inner.path}`;
  return outer === undefined ? 'Set it there too' : 'Set NeverContactSource there';
}

function findGaps(sources: NodeSources, context: StateContext<unknown>) {
  return sources.nested().flatMap(({ inner, outer }) => {
    if (!sources.isNeverContacted(outer) || sources.isNeverContacted(inner)) return [];
    const gap = {
      inner,
      outer,
      key: sources.keyOf(inner, outer),
      narrow: sources.writersOf(inner, context.contributionsOf(inner)),
      broad: sources.writersOf(outer, context.neverContacting(outer)),
      innerFile: sources.fileOf(inner),
      outerFile: sources.fileOf(outer),
    };
    return [gap];
  });
}
