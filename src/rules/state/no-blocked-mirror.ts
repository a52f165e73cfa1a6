import { quote } from '../../model/text/quote.ts';
import { pathOfFirst, quoteSome, toRelated } from '../context/across-objects.ts';
import { newlyBlockedMirrors } from '../context/blocked-mirrors.ts';
import { contributionsOf } from '../context/masked-sources.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Each mirror is looked up in registries.conf by its own name, and blocked is blocked (DOMAIN 7.4). */
export default defineRule({
  id: 'no-blocked-mirror',
  requires: ['mirrorSets'],
  uses: ['nodes'],
  meta: {
    category: 'across-objects',
    domain: ['X-MIRROR-BLOCKED'],
    summary: 'Mirrors lie outside of all blocked scopes.',
    why: 'A node looks up each mirror in registries.conf before it contacts it. Inside a source that is NeverContactSource, or inside a registry that image.config blocks, the mirror is never contacted; also a port does not take it out of a blocked host.',
    fix: 'Move the mirror out of the blocked scope, or give its location an entry of its own that is not blocked.',
    severity: 'deny',
    since: '0.1.0',
    operations: ['CREATE', 'UPDATE', 'DELETE'],
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource'),
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['other.example.com'] },
        },
      ],
      invalid: [
        idms('team').mirror(
          'registry.example.com',
          ['registry.example.com:5000/copies'],
          'NeverContactSource',
        ),
        {
          subject: idms('team').mirror('quay.io/team', [
            'mirror.example.com/team',
            'second.example.com/team',
          ]),
          imageConfig: { blockedRegistries: ['mirror.example.com'] },
        },
      ],
    },
  },

  *check({ subject, facts }) {
    for (const { source, pulls, mirrors, blockedBy, isEveryMirror } of newlyBlockedMirrors(subject, facts)) {
      const lists = facts.mirrorSets.after[pulls].get(source)?.contributions ?? [];
      const verb = mirrors.length === 1 ? 'lies' : 'lie';
      const place = `${quoteSome(mirrors, 2)} ${verb} inside the blocked ${quoteSome(blockedBy, 2)}`;
      const consequence = isEveryMirror
        ? `so that no mirror of ${quote(source)} is left for pulls by ${pulls}`
        : `and can never be used for ${quote(source)}`;
      yield {
        path: pathOfFirst(subject, [source, ...blockedBy]),
        message: `${place}, ${consequence}`,
        ...(isEveryMirror ? {} : { severity: 'warn' as const }),
        related: toRelated(
          lists,
          blockedBy.map((scope) => contributionsOf(scope, facts.mirrorSets.after)),
        ),
        key: JSON.stringify([source, pulls, isEveryMirror]),
      };
    }
  },
});
