import { isWithoutRepeats } from '../../model/merge/mirror-order.ts';
import { entryPath, type MirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

/** In the operator's sort a repeated mirror makes a cycle, and the cycle can break at the source (DOMAIN 3.4). */
export default defineRule({
  id: 'no-duplicate-mirror',
  meta: {
    category: 'format',
    domain: ['FMT-DUP-MIRROR'],
    summary: 'An entry lists each mirror once.',
    why: 'In ImageDigestMirrorSets and ImageTagMirrorSets the mirrors are a set, and the API server refuses duplicates. In an ImageContentSourcePolicy they are stored, and change the order in which the nodes try the mirrors: the source itself can come before them.',
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
          const message = `mirror ${quote(mirror)} of ${quote(entry.source)} is listed twice${consequence(subject.kind)}`;
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
    ? ', which the API server refuses'
    : ', which can put the source before the mirrors; remove one';
}
