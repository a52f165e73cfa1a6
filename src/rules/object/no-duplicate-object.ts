import type { InputDocument } from '../../model/facts.ts';
import { isEqualJson } from '../../model/json.ts';
import { formatObjectRef } from '../../model/mirror-set.ts';
import { quoteSome } from '../context/across-objects.ts';
import { documentsOf, fileOf } from '../context/input-index.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';
import type { Severity } from '../finding.ts';

/** oc-mirror v1 can split a long list into several objects with the same name. */
export default defineRule({
  id: 'no-duplicate-object',
  requires: ['inputDocuments'],
  meta: {
    category: 'manifest',
    domain: ['FMT-DUP-NAME'],
    summary: 'Disallow several documents for one object',
    why:
      'When the file is applied, each document overwrites the one before. The entries of all documents ' +
      'except the last are lost without a message.',
    fix: 'Merge the documents, or give each object its own name.',
    severity: 'deny',
    since: '0.1.0',
    hosts: ['cli'],
    examples: {
      valid: [
        [
          idms('team-0').mirror('quay.io/a', ['mirror.example.com/a']),
          idms('team-1').mirror('quay.io/b', ['mirror.example.com/b']),
        ],
      ],
      invalid: [
        [
          idms('team').mirror('quay.io/a', ['mirror.example.com/a']),
          idms('team').mirror('quay.io/b', ['mirror.example.com/b']),
        ],
      ],
    },
  },

  *check({ subject, facts }) {
    const duplicates = documentsOf(subject, facts.inputDocuments);
    if (duplicates.length < 2 || subject.name === '') return;
    const last = duplicates.at(-1)?.object;
    // All duplicates have the same finding, so only the object that is applied last reports it.
    if (last !== undefined && subject.written !== undefined && subject.written !== last) return;
    yield {
      path: ['metadata', 'name'],
      message:
        `${formatObjectRef(subject)} is defined ${duplicates.length} times; if the documents are applied ` +
        'together, only the last one is kept. Merge or rename them: ' +
        `${quoteSome(duplicates.map(({ position }) => position))}`,
      ...severityOf(duplicates),
    };
  },
});

/** Files in one folder can be variants of which only one is applied. Equal documents lose no content. */
function severityOf(duplicates: readonly InputDocument[]): { readonly severity?: Severity } {
  const [first, ...others] = duplicates;
  if (first?.object !== undefined && others.every(({ object }) => isEqualJson(object, first.object)))
    return { severity: 'audit' };
  const isOneFile = new Set(duplicates.map(fileOf)).size < duplicates.length;
  return isOneFile ? {} : { severity: 'warn' };
}
