import { type MirrorSet, mirrorSetKinds } from '../../model/mirror-set.ts';
import { formatNumber } from '../../model/text/count.ts';
import { areEntriesWithin, bytesOfEntries } from '../context/entries-size.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * `oc apply` stores a copy of the object in an annotation, and annotations can total 256 KiB (DOMAIN 5.4).
 */
const maxApplyBytes = 250_000;
/** etcd stores up to 1.5 MiB, including the copy and the managed fields. */
const maxEtcdBytes = 1_048_576;

const sized = (bytes: number) =>
  idms('all').mirror(
    'quay.io/team',
    Array.from({ length: bytes / 1000 }, (_, index) => `mirror.example.com/${index}/${'a'.repeat(974)}`),
  );

/** Tools that write mirror sets split their output at the same size (DOMAIN 5.4). */
export default defineRule({
  id: 'no-oversized-object',
  meta: {
    category: 'rollout',
    domain: ['R-SIZE-OBJ'],
    summary: 'Disallow objects that are too large for oc apply or etcd',
    why:
      'oc apply stores a copy of the object in an annotation of at most 262,144 bytes. Above that it ' +
      'fails, while oc create and server-side apply still work. etcd does not store objects above 1.5 ' +
      'MiB.',
    fix:
      'Split the entries into several objects with different names. The Machine Config Operator merges ' +
      'them.',
    severity: 'deny',
    since: '0.1.0',
    examples: {
      valid: [sized(200_000)],
      invalid: [sized(260_000), sized(1_060_000)],
    },
  },

  *check({ subject }) {
    if (areEntriesWithin(subject, maxApplyBytes)) return;
    const bytes = bytesOfEntries(subject);
    const before = subject.before === undefined ? 0 : bytesOfEntries(subject.before);
    if (bytes <= maxApplyBytes || bytes <= before) return;
    const path = ['spec', mirrorSetKinds[subject.kind].listField];
    const size = `${formatNumber(bytes)} bytes`;
    if (bytes > maxEtcdBytes) {
      yield {
        path,
        message:
          `the object has ${size}, which is too large for etcd to store reliably; ` +
          `split it into ${describeParts(subject, bytes)}`,
      };
    } else if (before <= maxApplyBytes) {
      const message =
        `the object has ${size}, but oc apply fails above ${formatNumber(maxApplyBytes)}; ` +
        `split it into ${describeParts(subject, bytes)}, or use oc apply --server-side`;
      yield { path, message, severity: 'warn' };
    }
  },
});

function describeParts({ entries }: MirrorSet, bytes: number): string {
  const parts = Math.ceil(bytes / maxApplyBytes);
  const share =
    entries.length < parts ? '' : ` of about ${formatNumber(Math.ceil(entries.length / parts))} entries`;
  return `${parts} objects${share}`;
}
