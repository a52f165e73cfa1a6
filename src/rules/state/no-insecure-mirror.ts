import { splitByTrust } from '../context/insecure-mirrors.ts';
import { nameMirrors } from '../context/new-mirrors.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** A mirror inside insecureRegistries is marked insecure in registries.conf (DOMAIN 3.5, 7.4). */
export default defineRule({
  id: 'no-insecure-mirror',
  requires: ['imageConfig', 'mirrorSets'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-HIT'],
    summary: 'Mirrors are reached with verified TLS.',
    why: 'For a mirror that insecureRegistries covers, nodes do not verify TLS and try plain HTTP as well: whoever answers under its name can serve images by tag. A digest is verified all the same.',
    fix: 'Put the CA of the mirror into additionalTrustedCA, and take the mirror out of insecureRegistries.',
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

  *check({ subject, facts }) {
    for (const group of splitByTrust(subject, facts).insecure.values()) {
      const [first] = group;
      if (first === undefined) continue;
      yield {
        path: first.path,
        message: `TLS is not verified for ${nameMirrors(group)}: insecureRegistries has ${group.length === 1 ? 'it' : 'them'}`,
      };
    }
  },
});
