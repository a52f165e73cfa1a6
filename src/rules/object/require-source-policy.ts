import { effectivePolicy, entryPath, hasRealMirror, mirrorSetKinds } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { rowsAbout } from '../context/governance-scopes.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

const options = { required: [{ source: 'docker.io', policy: 'NeverContactSource' }] };

/** Absent counts as AllowContactingSource (DOMAIN 2.2). */
export default defineRule({
  id: 'require-source-policy',
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Entries have the mirrorSourcePolicy that the policy wants for their sources.',
    why: 'Whether nodes may fall back to a source decides where images can come from when a mirror is away. Left out, mirrorSourcePolicy is AllowContactingSource.',
    fix: 'Set mirrorSourcePolicy as the policy wants it.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      required: {
        kind: 'rows',
        description: 'Which mirrorSourcePolicy an entry has to have; of several rows that fit, the first.',
        columns: {
          source: {
            kind: 'scope',
            description:
              'Entries whose source lies in it are meant: `host[:port][/path]` or `*.domain`; a host without a port covers all of its ports.',
          },
          policy: {
            kind: 'choice',
            of: ['NeverContactSource', 'AllowContactingSource'],
            description: 'What they have to say.',
          },
        },
      },
    },
    examples: {
      valid: [
        {
          subject: idms('hub').mirror(
            'docker.io/library',
            ['mirror.example.com/library'],
            'NeverContactSource',
          ),
          options,
        },
        { subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']), options },
      ],
      invalid: [
        { subject: idms('hub').mirror('docker.io/library', ['mirror.example.com/library']), options },
        { subject: icsp('hub').mirror('docker.io/library', ['mirror.example.com/library']), options },
      ],
    },
  },

  *check({ subject, options: { required } }) {
    for (const entry of subject.entries) {
      if (!hasRealMirror(entry)) continue;
      const [row] = rowsAbout(entry.source, required);
      if (row === undefined || effectivePolicy(entry) === row.policy) continue;
      const hasField = mirrorSetKinds[subject.kind].checkedBySchema;
      yield {
        path: [...entryPath(subject.kind, entry), hasField ? 'mirrorSourcePolicy' : 'source'],
        message: `${quote(entry.source)} is ${effectivePolicy(entry)} here${entry.policy === undefined ? ', by default' : ''}, and the policy wants ${row.policy}${hasField ? '' : `. ${subject.kind} has no such field: use an ImageDigestMirrorSet`}`,
      };
    }
  },
});
