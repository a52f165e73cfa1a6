import { effectivePolicy, entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The operator removes the source only from the end of the merged list; in any other position it remains a
 * mirror (DOMAIN 3.2).
 */
export default defineRule({
  id: 'no-source-among-mirrors',
  meta: {
    category: 'pull',
    domain: ['MIR-SELF'],
    summary: 'Disallow the source before other mirrors',
    why:
      'Nodes try the source last by default. If the source is listed before other mirrors, nodes try it ' +
      'before them. In a disconnected cluster, each pull then waits until the source times out.',
    fix: 'Remove the source from its mirrors.',
    severity: 'warn',
    since: '0.1.0',
    examples: {
      valid: [
        idms('team').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']),
        idms('team').mirror('quay.io/team', ['a.example.com/team', 'quay.io/team']),
      ],
      invalid: [
        idms('team').mirror('quay.io/team', ['a.example.com/team', 'quay.io/team', 'b.example.com/team']),
      ],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      if (!entry.mirrors.includes(entry.source)) continue;
      // no-never-contacted-mirror reports a source with NeverContactSource.
      if (effectivePolicy(entry) === 'NeverContactSource' || !hasRealMirror(entry)) continue;
      const lastReal = entry.mirrors.findLastIndex((mirror) => mirror !== entry.source);
      for (const [index, mirror] of entry.mirrors.entries()) {
        if (mirror !== entry.source || index > lastReal) continue;
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors', index],
          message:
            `source ${quote(mirror)} is one of its own mirrors; nodes would try it before ` +
            `${quote(entry.mirrors[lastReal] ?? '')}. Remove it from the mirrors`,
        };
      }
    }
  },
});
