import { entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { findUnused, rowsFor } from '../context/governance-scopes.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = {
  required: [{ source: 'quay.io', mirrors: ['mirror-a.example.com', 'mirror-b.example.com'] }],
};

/**
 * Each entry is evaluated separately: a mirror in another object is available only while that object exists.
 */
export default defineRule({
  id: 'require-listed-mirror',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Require the mirrors that the policy prescribes for a source',
    why:
      'If two sites share a mirror set, or one mirror is a standby, an entry with only one of the ' +
      'mirrors fails when that mirror is unavailable.',
    fix: 'Add a mirror in each registry that the message names.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      required: {
        kind: 'rows',
        description: 'The mirrors that an entry must list.',
        columns: {
          source: {
            kind: 'scope',
            description:
              'Applies to entries with a source inside this one: `host[:port][/path]` or `*.domain`. ' +
              'A host without a port includes all of its ports.',
          },
          mirrors: {
            kind: 'scopes',
            description: 'Registries in each of which the entry must have at least one mirror.',
          },
        },
      },
    },
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', [
            'mirror-a.example.com/team',
            'mirror-b.example.com/team',
          ]),
          options,
        },
      ],
      invalid: [{ subject: idms('team').mirror('quay.io/team', ['mirror-a.example.com/team']), options }],
    },
  },

  *check({ subject, options: { required } }) {
    for (const entry of subject.entries) {
      if (!hasRealMirror(entry)) continue;
      const rows = rowsFor(entry.source, required);
      for (const scope of new Set(rows.flatMap(({ mirrors }) => findUnused(entry.mirrors, mirrors)))) {
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors'],
          message:
            `source ${quote(entry.source)} has no mirror in ${quote(scope)}, which the policy requires; ` +
            'add one',
        };
      }
    }
  },
});
