import { quote } from '../../model/text/quote.ts';
import { newMirrorsByHost } from '../context/new-mirrors.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Credentials of a namespace go to the source's own host alone (DOMAIN 7.3). */
export default defineRule({
  id: 'require-mirror-credentials',
  requires: ['mirrorSets'],
  // A webhook has no business with secrets: where nobody gives the hosts, there is nothing to say.
  uses: ['pullSecretHosts'],
  meta: {
    category: 'rollout',
    domain: ['R-CREDS'],
    summary: 'The global pull secret has credentials for the hosts of mirrors.',
    why: 'For mirrors, nodes use the credentials of the global pull secret and no others: pull secrets of a namespace or a service account are not sent to them. A mirror that asks for a login fails without.',
    fix: 'Add the host, with its port, to the global pull secret. Nothing is to do if the mirror can be read by anybody.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          around: { pullSecretHosts: ['mirror.example.com:5000'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          around: { pullSecretHosts: ['mirror.example.com', 'quay.io'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    if (facts.pullSecretHosts === undefined) return;
    const known = new Set(facts.pullSecretHosts);
    for (const [authority, [first]] of newMirrorsByHost(facts.mirrorSets, subject)) {
      if (first === undefined || known.has(authority)) continue;
      yield {
        path: first.path,
        message: `the global pull secret has no credentials for ${quote(authority)}, and nodes use no others for mirrors`,
      };
    }
  },
});
