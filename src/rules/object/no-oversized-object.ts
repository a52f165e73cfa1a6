import { type MirrorSet, mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatNumber } from '../../model/text/count.ts';
import { areEntriesWithin, bytesOfEntries } from '../context/entries-size.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** `oc apply` keeps a copy of the object in an annotation, and annotations may total 256 KiB (DOMAIN 5.4). */
const mostForApply = 250_000;
/** etcd takes 1.5 MiB, the copy and everything that managers add included. */
const mostForEtcd = 1_048_576;

const sized = (bytes: number) =>
  idms('all').mirror(
    'quay.io/team',
    Array.from({ length: bytes / 1000 }, (_, index) => `mirror.example.com/${index}/${'a'.repeat(974)}`),
  );

/** The tools that write mirror sets split their output at the same size (DOMAIN 5.4). */
export default defineRule({
  id: 'no-oversized-object',
  meta: {
    category: 'rollout',
    domain: ['R-SIZE-OBJ'],
    summary: 'An object is small enough for oc apply, 250,000 bytes, and far below what etcd stores.',
    why: 'oc apply stores a copy of the object in an annotation, which may have 262,144 bytes: above that it fails, while create and server-side apply still work. Above 1.5 MiB etcd stores nothing at all.',
    fix: 'Split the entries over several objects with names of their own: they are merged all the same.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [sized(200_000)],
      invalid: [sized(260_000), sized(1_060_000)],
    },
  },

  *check({ subject }) {
    if (areEntriesWithin(subject, mostForApply)) return;
    const bytes = bytesOfEntries(subject);
    const before = subject.before === undefined ? 0 : bytesOfEntries(subject.before);
    if (bytes <= mostForApply || bytes <= before) return;
    const path = ['spec', mirrorSetKinds[subject.kind].listField];
    const size = `${formatNumber(bytes)} bytes`;
    if (bytes > mostForEtcd) {
      yield {
        path,
        message: `${size} in one object are too much for the cluster to store safely. Split it into ${sayParts(subject, bytes)}`,
      };
    } else if (before <= mostForApply) {
      const message = `${size} in one object: oc apply would fail above ${formatNumber(mostForApply)}. Split it into ${sayParts(subject, bytes)}, or use oc apply --server-side`;
      yield { path, message, severity: 'warn' };
    }
  },
});

function sayParts({ entries }: MirrorSet, bytes: number): string {
  const parts = Math.ceil(bytes / mostForApply);
  const share =
    entries.length < parts ? '' : ` of about ${formatNumber(Math.ceil(entries.length / parts))} entries`;
  return `${parts} objects${share}`;
}
