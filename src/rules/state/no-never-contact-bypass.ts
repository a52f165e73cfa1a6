import { quote } from '../../model/text/quote.ts';
import { faultsByPool, type NodeSources, nodeSourcesOf } from '../context/node-sources.ts';
import { listedScope, namesWithVerb } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateContext } from '../state-context.ts';

/** An insecure registry inside a source gets a separate entry without NeverContactSource (DOMAIN 3.6). */
export default defineStateRule({
  id: 'no-never-contact-bypass',
  requires: ['imageConfig'],
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-NEVER-BYPASS'],
    summary: 'Warn if NeverContactSource does not apply to an insecure registry',
    why:
      'For a registry in insecureRegistries, the Machine Config Operator writes a separate entry. It ' +
      'copies the mirrors of the source that contains the registry, but not NeverContactSource: below ' +
      'the registry, nodes still contact the source, without verifying TLS.',
    fix: 'Add an entry with NeverContactSource for the registry, or remove it from insecureRegistries.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
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

  *check(context) {
    const bypasses = faultsByPool(context.share(nodeSourcesOf), (sources) => findBypasses(sources, context));
    for (const { found, where, pools } of bypasses) {
      const { scope, never, file, entries } = found;
      const policy = file === undefined ? 'NeverContactSource' : 'block';
      yield {
        identity: `${scope} ${never}`,
        about: never,
        involves: [...entries, listedScope('insecureRegistries', scope, context.cluster)],
        causes: pools,
        message:
          `nodes${where} would still contact ${quote(scope)}, without verifying TLS; insecureRegistries ` +
          `exempts it from the ${policy} that ${namesWithVerb(entries, 'sets', 'set')} ` +
          `for ${quote(never)}. Add an entry with NeverContactSource for ${quote(scope)}`,
      };
    }
  },
});

function findBypasses(sources: NodeSources, context: StateContext<unknown>) {
  return context.listedScopes.flatMap((scope) => {
    const never = bypassedSource(scope, sources, context);
    if (never === undefined) return [];
    const bypass = {
      scope,
      never,
      key: `${scope} ${sources.keyOf(never)}`,
      file: sources.fileOf(never),
      entries: sources.writersOf(never, context.neverContacting(never)),
    };
    return [bypass];
  });
}

/**
 * The source whose NeverContactSource does not apply to an insecure registry. no-never-contact-gap reports a
 * registry that is itself a source or has an entry in a file of a MachineConfig.
 */
function bypassedSource(
  scope: string,
  sources: NodeSources,
  { cluster }: StateContext<unknown>,
): string | undefined {
  if (!cluster.listed.insecure.has(scope) || sources.has(scope) || !sources.usesGenerated) return undefined;
  const entry = cluster.registryOf(scope);
  if (entry === undefined || 'wildcard' in entry || entry.blocked) return undefined;
  return sources.enclosing(scope).find((source) => sources.isNeverContacted(source));
}
