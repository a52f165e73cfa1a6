import { formatObjectRef } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { documentsOf, fileOf } from '../context/input-index.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** oc-mirror v1 is known to split a long list into objects of one name. */
export default defineRule({
  id: 'no-duplicate-object',
  requires: ['inputDocuments'],
  meta: {
    category: 'manifest',
    domain: ['FMT-DUP-NAME'],
    summary: 'A file holds each object once.',
    why: 'Applying the file stores one document after the other under the same name: the entries of all but the last are lost, without a message.',
    fix: 'Merge the documents, or give each a name of its own.',
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
    const twins = documentsOf(subject, facts.inputDocuments);
    if (twins.length < 2 || subject.name === '') return;
    const places = twins.map(({ position }) => position).join(', ');
    const isOneFile = new Set(twins.map(fileOf)).size < twins.length;
    yield {
      path: ['metadata', 'name'],
      message: `${formatObjectRef(subject)} appears ${twins.length} times (${quote(places)}): of documents applied together only the last is kept`,
      // Files of one folder may be variants of which one is applied.
      ...(isOneFile ? {} : { severity: 'warn' as const }),
    };
  },
});
