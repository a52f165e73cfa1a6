import { quote } from '../../model/text/quote.ts';
import { listedScope, participantsOf } from '../context/participants.ts';
import { rejectedSources } from '../context/rejected-sources.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The operator also writes blockedRegistries to policy.json, which matches the requested name and never a
 * mirror (DOMAIN 4.4).
 */
export default defineStateRule({
  id: 'no-source-in-blocked-registry',
  requires: ['imageConfig'],
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-POLICY-BLOCKS-SOURCE'],
    summary: 'Warn if a mirrored source is in a blocked registry',
    why:
      'The signature policy of the nodes also rejects a registry in blockedRegistries, by the ' +
      'requested name of the image. Its pulls fail even if a mirror has the image: the mirrors have ' +
      'no effect.',
    fix:
      'Remove the registry from blockedRegistries and set mirrorSourcePolicy: NeverContactSource ' +
      'for the source. Nodes then use the mirrors and never contact the source.',
    severity: 'warn',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
          imageConfig: { blockedRegistries: ['docker.io'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['quay.io'] },
        },
      ],
    },
  },

  *check(context) {
    for (const { source, blockedBy } of context.share(rejectedSources)) {
      if (blockedBy === undefined) continue;
      yield {
        identity: source,
        about: source,
        involves: [
          ...participantsOf(context.contributionsOf(source)),
          listedScope('blockedRegistries', blockedBy, context.cluster),
        ],
        message:
          `pulls of ${quote(source)} are rejected in spite of its mirrors: blockedRegistries lists ` +
          `${quote(blockedBy)}; error: "is rejected by policy". Set NeverContactSource instead of the block`,
      };
    }
  },
});
