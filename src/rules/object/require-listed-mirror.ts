import { entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { findUnused, rowsAbout } from '../context/governance-scopes.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

const options = {
  required: [{ source: 'quay.io', mirrors: ['mirror-a.example.com', 'mirror-b.example.com'] }],
};

/** Each entry for itself: that another object lists the mirror is true only until that object goes. */
export default defineRule({
  id: 'require-listed-mirror',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Entries list the mirrors that the policy wants for their sources.',
    why: 'Two sites share a mirror set, or a second mirror stands by: an entry that lists only one of them works until that one is away.',
    fix: 'Add a mirror in each registry that is named.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      required: {
        kind: 'rows',
        description: 'Which mirrors an entry has to list.',
        columns: {
          source: {
            kind: 'scope',
            description:
              'Entries whose source lies in it are meant: `host[:port][/path]` or `*.domain`; a host without a port covers all of its ports.',
          },
          mirrors: {
            kind: 'scopes',
            description: 'In each of them at least one mirror of the entry has to lie.',
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
      const rows = rowsAbout(entry.source, required);
      for (const scope of new Set(rows.flatMap(({ mirrors }) => findUnused(entry.mirrors, mirrors)))) {
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors'],
          message: `${quote(entry.source)} has no mirror in ${quote(scope)}, where the policy wants one`,
        };
      }
    }
  },
});
