import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import { listedScope, machineConfigFile } from '../context/participants.ts';
import { rejectedSources } from '../context/rejected-sources.ts';
import { adviseAboutBlock } from '../context/release-advice.ts';
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
    for (const { found, where, pools } of context.share(rejectedSources)) {
      const { source, rejectedBy, writers, file } = found;
      if (rejectedBy === undefined) continue;
      const cause =
        file === undefined
          ? listedScope('blockedRegistries', rejectedBy, context.cluster)
          : machineConfigFile(file);
      const reason =
        file === undefined
          ? `blockedRegistries lists ${quote(rejectedBy)}`
          : `the policy.json of ${formatMachineConfig(file)} rejects ${quote(rejectedBy)}`;
      const advice =
        file === undefined ? adviseAboutBlock(context.cluster) : 'Accept the source in that file';
      yield {
        identity: source,
        about: source,
        involves: [...writers, cause],
        causes: pools,
        message:
          `pulls of ${quote(source)}${where} are rejected in spite of its mirrors: ${reason}; error: ` +
          `"is rejected by policy". ${advice}`,
      };
    }
  },
});
