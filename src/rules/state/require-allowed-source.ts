import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { imageConfigList, machineConfigFile } from '../context/participants.ts';
import { allowedInside, rejectedSources } from '../context/rejected-sources.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The operator writes allowedRegistries to policy.json, which matches the requested name and never a mirror
 * (DOMAIN 4.4).
 */
export default defineStateRule({
  id: 'require-allowed-source',
  requires: ['imageConfig'],
  uses: ['clusterVersion', 'machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-NOT-ALLOWED'],
    summary: 'Require mirrored sources in allowedRegistries',
    why:
      'With allowedRegistries, nodes reject every image whose requested name the list does not ' +
      'cover. A mirror in the list does not help, and a host without a port does not cover the same ' +
      'host with a port.',
    fix:
      'Add the source to allowedRegistries. The mirror is needed there only for images that are ' +
      'requested by the name of the mirror.',
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

  *check(context) {
    for (const { found, where, pools } of context.share(rejectedSources)) {
      const { source, rejectedBy, writers, file } = found;
      if (rejectedBy !== undefined) continue;
      const inside = file === undefined ? allowedInside(source, context.cluster) : [];
      const except = inside.length === 0 ? '' : ` except below ${quoteSome(inside, 2)}`;
      const reason =
        file === undefined
          ? 'allowedRegistries does not list it; error: "is rejected by policy"; a mirror in the list does ' +
            'not help. Add the source'
          : `the policy.json of ${formatMachineConfig(file)} does not accept it; error: "is rejected by ` +
            'policy". Add the source to that file';
      yield {
        identity: source,
        about: source,
        involves: [
          ...writers,
          file === undefined ? imageConfigList('allowedRegistries') : machineConfigFile(file),
        ],
        causes: pools,
        message: `pulls of ${quote(source)}${where} are rejected${except}: ${reason}`,
      };
    }
  },
});
