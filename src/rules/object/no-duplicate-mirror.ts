import { isWithoutRepeats } from '../../model/merge/mirror-order.ts';
import { entryPath, type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/**
 * In the sort of the operator, a repeated mirror forms a cycle, which the operator can break at the source
 * (DOMAIN 3.4).
 */
export default defineRule({
  id: 'no-duplicate-mirror',
  meta: {
    category: 'format',
    domain: ['FMT-DUP-MIRROR'],
    summary: 'Disallow duplicate mirrors in an entry',
    why:
      'In an ImageDigestMirrorSet or ImageTagMirrorSet the mirrors are a set, and the API server rejects ' +
      'duplicates. The API server stores them in an ImageContentSourcePolicy, where they change the ' +
      'order in which nodes try the mirrors: the source can come before them.',
    fix: 'Remove the repeated mirror.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team'])],
      invalid: [
        idms('team').mirror('quay.io/team', [
          'a.example.com/team',
          'b.example.com/team',
          'a.example.com/team',
        ]),
        icsp('team').mirror('quay.io/team', [
          'a.example.com/team',
          'a.example.com/team',
          'b.example.com/team',
        ]),
      ],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      if (isWithoutRepeats(entry.mirrors)) continue;
      const seen = new Set<string>();
      for (const [index, mirror] of entry.mirrors.entries()) {
        if (seen.has(mirror)) {
          const message =
            `mirror ${quote(mirror)} of ${quote(entry.source)} is listed more than once; ` +
            `${consequence(subject.kind)}. Remove the repeated mirror`;
          const path = [...entryPath(subject.kind, entry), 'mirrors', index];
          yield {
            path,
            message,
            ...(mirrorSetKinds[subject.kind].checkedBySchema ? {} : { severity: 'warn' as const }),
          };
        }
        seen.add(mirror);
      }
    }
  },
});

function consequence(kind: MirrorSetKind): string {
  return mirrorSetKinds[kind].checkedBySchema
    ? 'the API server rejects duplicates'
    : 'nodes could try the source before the mirrors';
}
