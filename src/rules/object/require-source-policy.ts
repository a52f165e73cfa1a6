import { effectivePolicy, entryPath, hasRealMirror, mirrorSetKinds } from '../../model/mirror-set.ts';
import { readsKind } from '../../model/operator-behavior.ts';
import { quote } from '../../model/text/quote.ts';
import { rowsFor } from '../context/governance-scopes.ts';
import { defineRule } from '../define-rule.ts';
import { icsp, idms } from '../example.ts';

const options = { required: [{ source: 'docker.io', policy: 'NeverContactSource' }] };

/** An unset policy counts as AllowContactingSource (DOMAIN 2.2). */
export default defineRule({
  id: 'require-source-policy',
  // Not `requires`: the version affects only the advice.
  uses: ['clusterVersion'],
  meta: {
    category: 'governance',
    domain: [],
    summary: 'Require the mirrorSourcePolicy that the policy prescribes for a source',
    why:
      'mirrorSourcePolicy decides whether nodes fall back to the source when no mirror serves the image. ' +
      'If unset, it is AllowContactingSource.',
    fix: 'Set mirrorSourcePolicy to the prescribed value.',
    severity: 'deny',
    since: '0.1.0',
    options: {
      required: {
        kind: 'rows',
        description:
          'The mirrorSourcePolicy that an entry must have. The first row that matches the entry applies.',
        columns: {
          source: {
            kind: 'scope',
            description:
              'Applies to entries with a source inside this one: `host[:port][/path]` or `*.domain`. ' +
              'A host without a port includes all of its ports.',
          },
          policy: {
            kind: 'choice',
            of: ['NeverContactSource', 'AllowContactingSource'],
            description: 'The mirrorSourcePolicy of these entries.',
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

  *check({ subject, facts, options: { required } }) {
    const version = facts.clusterVersion?.version;
    const hasNewerKind = version === undefined || readsKind(version, 'ImageDigestMirrorSet');
    const advice = hasNewerKind ? '. Use an ImageDigestMirrorSet' : '';
    for (const entry of subject.entries) {
      if (!hasRealMirror(entry)) continue;
      const [row] = rowsFor(entry.source, required);
      if (row === undefined || effectivePolicy(entry) === row.policy) continue;
      const hasField = mirrorSetKinds[subject.kind].checkedBySchema;
      yield {
        path: [...entryPath(subject.kind, entry), hasField ? 'mirrorSourcePolicy' : 'source'],
        message:
          `mirrorSourcePolicy of ${quote(entry.source)} must be ${row.policy}, but is ` +
          `${effectivePolicy(entry)}${entry.policy === undefined ? ' by default' : ''}; ` +
          (hasField ? `set ${row.policy}` : `${subject.kind} does not have the field${advice}`),
      };
    }
  },
});
