import { quote } from '../../model/text/quote.ts';
import { listedScope, namesWithVerb, participantsOf } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { StateContext } from '../state-context.ts';

/** An insecure registry inside a source gets a separate entry without NeverContactSource (DOMAIN 3.6). */
export default defineStateRule({
  id: 'no-never-contact-bypass',
  requires: ['imageConfig'],
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
    for (const scope of context.listedScopes) {
      const never = bypassedSource(scope, context);
      if (never === undefined) continue;
      const entries = context.contributionsOf(never);
      yield {
        identity: `${scope} ${never}`,
        about: never,
        involves: [...participantsOf(entries), listedScope('insecureRegistries', scope, context.cluster)],
        message:
          `nodes would still contact ${quote(scope)}, without verifying TLS; insecureRegistries exempts it ` +
          'from the NeverContactSource that ' +
          `${namesWithVerb(
            entries.map(({ object }) => object),
            'sets',
            'set',
          )} ` +
          `for ${quote(never)}. Add an entry with NeverContactSource for ${quote(scope)}`,
      };
    }
  },
});

/**
 * The source whose NeverContactSource does not apply to an insecure registry. no-never-contact-gap reports a
 * registry that is itself a source.
 */
function bypassedSource(scope: string, context: StateContext<unknown>): string | undefined {
  const { mirrorSets, listed } = context.cluster;
  if (!listed.insecure.has(scope) || mirrorSets.has(scope)) return undefined;
  const entry = context.cluster.registryOf(scope);
  if (entry === undefined || 'wildcard' in entry || entry.blocked) return undefined;
  return mirrorSets.sourcesAround(scope).find((source) => context.isNeverContacted(source));
}
