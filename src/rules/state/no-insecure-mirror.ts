import { quote } from '../../model/text/quote.ts';
import { mirrorsByTrust } from '../context/insecure-mirrors.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A mirror inside insecureRegistries is marked insecure in registries.conf (DOMAIN 3.5, 7.4). */
export default defineStateRule({
  id: 'no-insecure-mirror',
  requires: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-HIT'],
    summary: 'Warn if nodes do not verify TLS for a mirror',
    why:
      'For a mirror that insecureRegistries covers, nodes do not verify TLS and try plain HTTP as ' +
      'well: any host that responds under its name can serve images by tag. Digests are still ' +
      'verified.',
    fix:
      'Add the CA of the mirror to additionalTrustedCA and remove the mirror from ' + 'insecureRegistries.',
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
    for (const { source, mirror, isInsecure, involves } of context.share(mirrorsByTrust)) {
      if (!isInsecure) continue;
      yield {
        identity: `${source} ${mirror}`,
        about: mirror,
        involves: involves(),
        message:
          `nodes do not verify TLS for mirror ${quote(mirror)}: insecureRegistries covers it. ` +
          'Add its CA to additionalTrustedCA instead',
      };
    }
  },
});
