import { authorityOf } from '../../model/location/scope.ts';
import { quoteSome } from '../context/across-objects.ts';
import { splitByTrust } from '../context/insecure-mirrors.ts';
import { nameMirrors } from '../context/new-mirrors.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { foundOnce } from '../found-once.ts';

/** insecureRegistries covers a host with exactly its port; only a wildcard covers any port (DOMAIN 4.5). */
export default defineRule({
  id: 'no-insecure-port-mismatch',
  requires: ['imageConfig', 'mirrorSets'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-MISS'],
    summary:
      'A mirror is insecure together with its host, whatever the port, and with the other mirrors of its entry.',
    why: 'In insecureRegistries `host` does not cover `host:5000`, nor the other way round. A mirror over plain HTTP, or with a certificate of an unknown CA, then fails on every pull, and the next mirror or the source is used.',
    fix: 'List the mirror in insecureRegistries with exactly its port. Nothing is to do if its certificate is trusted.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['mirror.example.com:5000'] },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['*.example.com'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com:5000/team']),
          imageConfig: { insecureRegistries: ['mirror.example.com'] },
        },
        {
          subject: idms('team').mirror('quay.io/team', ['lab.example.com/team', 'mirror.example.com/team']),
          imageConfig: { insecureRegistries: ['lab.example.com'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    const listed = facts.imageConfig.insecureRegistries ?? [];
    if (listed.length === 0) return;
    const { verified: byHost, insecure } = splitByTrust(subject, facts);
    const entriesWithInsecure = new Set(
      [...insecure.values()].flatMap((group) => group.map(({ entry }) => entry)),
    );
    for (const [authority, group] of byHost) {
      const [first] = group;
      if (first === undefined) continue;
      const sameHost =
        byHostWithoutPort(listed)
          .get(hostOf(authority))
          ?.filter((scope) => authorityOf(scope) !== authority) ?? [];
      if (sameHost.length > 0) {
        const message = `TLS is verified for ${nameMirrors(group)}: insecureRegistries has ${quoteSome(sameHost, 2)}, and ports have to be the same`;
        yield { path: first.path, message };
      } else if (group.some(({ entry }) => entriesWithInsecure.has(entry))) {
        // Two mirrors of different trust are common enough.
        const message = `TLS is verified for ${nameMirrors(group)}, unlike for others of the same source: insecureRegistries does not cover it`;
        yield { path: first.path, message, severity: 'audit' };
      }
    }
  },
});

/** Of one list, which stays the same for many writes. */
const byHostWithoutPort = foundOnce((scopes: readonly string[]) => Map.groupBy(scopes, hostOf));

function hostOf(text: string): string {
  const authority = authorityOf(text);
  const colon = authority.indexOf(':');
  return colon === -1 ? authority : authority.slice(0, colon);
}
