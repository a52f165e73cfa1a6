import { quote } from '../../domain/quote.ts';
import { isInsideAny } from '../../domain/scope.ts';
import { quoteSome } from '../across-objects.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import { newMirrorsOf } from '../new-mirrors.ts';

/** insecureRegistries covers a host with exactly its port; only a wildcard covers any port (DOMAIN 4.5). */
export default defineRule({
  id: 'no-insecure-port-mismatch',
  needs: ['imageConfig', 'mirrorSets'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-MISS'],
    summary: 'A mirror is insecure together with its host, whatever the port, and with the other mirrors of its entry.',
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
    const insecure = new Set(listed);
    const listedByHost = Map.groupBy(listed, hostOf);
    const isCovered = ({ text }: { readonly text: string }) => isInsideAny(text, insecure);
    for (const mirrors of Map.groupBy(newMirrorsOf(subject, facts.mirrorSets), ({ entry }) => entry).values()) {
      const covered = mirrors.filter(isCovered).map(({ text }) => text);
      const others = quoteSome(covered, 2);
      for (const { text, path } of mirrors.filter((mirror) => !isCovered(mirror))) {
        const sameHost = listedByHost.get(hostOf(text))?.filter((scope) => authorityOf(scope) !== authorityOf(text)) ?? [];
        const verified = `TLS is verified for mirror ${quote(text)}`;
        if (sameHost.length > 0) {
          yield { path, message: `${verified}: insecureRegistries has ${quoteSome(sameHost, 2)}, and ports have to be the same` };
        } else if (covered.length > 0) {
          // Two mirrors of different trust are common enough.
          const message = `${verified}, unlike for ${others}: insecureRegistries does not cover it`;
          yield { path, message, severity: 'info' };
        }
      }
    }
  },
});

function authorityOf(text: string): string {
  return text.split('/', 1)[0] ?? '';
}

function hostOf(text: string): string {
  return authorityOf(text).split(':', 1)[0] ?? '';
}
