import { authorityOf } from '../../model/location/scope.ts';
import { quote } from '../../model/text/quote.ts';
import { quoteSome } from '../context/across-objects.ts';
import { mirrorsByTrust } from '../context/insecure-mirrors.ts';
import { imageConfigList, listedScope } from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** insecureRegistries matches a host with exactly its port; only a wildcard matches any port (DOMAIN 4.5). */
export default defineStateRule({
  id: 'no-insecure-port-mismatch',
  requires: ['imageConfig'],
  meta: {
    category: 'image-config',
    domain: ['I-INSECURE-MISS'],
    summary: 'Warn if insecureRegistries lists the host of a mirror with another port',
    why:
      'In insecureRegistries, `host` does not cover `host:5000`, and `host:5000` does not cover ' +
      '`host`. A mirror over plain HTTP, or with a certificate of an unknown CA, then fails on ' +
      'every pull, and nodes use the next mirror or the source.',
    fix:
      'List the mirror in insecureRegistries with exactly its port. No action is required if nodes ' +
      'trust its certificate.',
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

  *check(context) {
    const listed = context.facts.imageConfig.insecureRegistries ?? [];
    if (listed.length === 0) return;
    const byHost = Map.groupBy(listed, (scope) => hostOf(authorityOf(scope)));
    const mirrors = context.share(mirrorsByTrust);
    const partlyInsecure = new Set(
      mirrors.filter(({ isInsecure }) => isInsecure).map(({ source }) => source),
    );
    for (const { source, mirror, isInsecure, involves } of mirrors) {
      if (isInsecure) continue;
      const authority = authorityOf(mirror);
      const others = byHost.get(hostOf(authority))?.filter((scope) => authorityOf(scope) !== authority) ?? [];
      if (others.length > 0) {
        const message =
          `nodes verify TLS for mirror ${quote(mirror)}; insecureRegistries lists ${quoteSome(others, 2)}, ` +
          'but the port must be the same. List the mirror with its port, or make its certificate trusted';
        const scopes = others.map((scope) => listedScope('insecureRegistries', scope, context.cluster));
        yield {
          identity: `${source} ${mirror}`,
          about: mirror,
          involves: [...involves(), ...scopes],
          message,
        };
      } else if (partlyInsecure.has(source)) {
        // Mirrors with different TLS verification are common, so the finding has level audit.
        const message =
          `nodes verify TLS for mirror ${quote(mirror)}, but not for others of ${quote(source)}; ` +
          'insecureRegistries does not cover it. List it there if nodes do not trust its certificate';
        yield {
          identity: `${source} ${mirror}`,
          about: mirror,
          involves: [...involves(), imageConfigList('insecureRegistries')],
          message,
          severity: 'audit',
        };
      }
    }
  },
});

function hostOf(authority: string): string {
  return authority.replace(/:\d+$/, '');
}
