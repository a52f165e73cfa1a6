import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import { quote } from '../../model/text/quote.ts';
import { mirrorsByTrust } from '../context/insecure-mirrors.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A mirror inside insecureRegistries is marked insecure in registries.conf (DOMAIN 3.5, 7.4). */
export default defineStateRule({
  id: 'no-insecure-mirror',
  requires: ['imageConfig'],
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-HIT'],
    summary: 'Warn if nodes do not verify TLS for a mirror',
    why:
      'For a mirror that insecureRegistries covers, or for which a file of a MachineConfig sets ' +
      '`insecure = true`, nodes do not verify TLS and try plain HTTP as well: any host that responds under ' +
      'its name can serve images by tag. Digests are still verified.',
    fix:
      'Add the CA of the mirror to additionalTrustedCA, and remove the mirror from insecureRegistries or ' +
      'insecure from the file of the MachineConfig.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { insecureRegistries: ['mirror.example.com:5000'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['mirror.example.com:5000'] },
        },
      ],
    },
  },

  *check(context) {
    for (const { found, where, pools } of context.share(mirrorsByTrust)) {
      const { source, mirror, isInsecure, file } = found;
      if (!isInsecure) continue;
      const reason =
        file === undefined
          ? 'insecureRegistries covers it. Add its CA to additionalTrustedCA instead'
          : `${formatMachineConfig(file)} sets insecure = true for it. Add its CA to additionalTrustedCA, ` +
            `and remove insecure from ${file.path}`;
      yield {
        identity: `${source} ${mirror}`,
        about: mirror,
        involves: found.involves(),
        causes: pools,
        message: `nodes${where} do not verify TLS for mirror ${quote(mirror)}: ${reason}`,
      };
    }
  },
});
