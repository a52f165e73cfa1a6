import { effectivePolicy, entryPath, hasRealMirror } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** The operator drops the source from the end of the merged list only; anywhere else it stays, as a mirror (DOMAIN 3.2). */
export default defineRule({
  id: 'no-source-among-mirrors',
  meta: {
    category: 'pull',
    domain: ['MIR-SELF'],
    summary: 'The source does not stand before other mirrors.',
    why: 'The source is tried last anyway. Listed before other mirrors it is contacted before them, and in a disconnected cluster each pull waits for it to time out.',
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
      // A source that is never to be contacted has a rule of its own.
      if (effectivePolicy(entry) === 'NeverContactSource' || !hasRealMirror(entry)) continue;
      const lastReal = entry.mirrors.findLastIndex((mirror) => mirror !== entry.source);
      for (const [index, mirror] of entry.mirrors.entries()) {
        if (mirror !== entry.source || index > lastReal) continue;
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors', index],
          message: `the source ${quote(mirror)} is among its own mirrors, and would be tried before ${quote(entry.mirrors[lastReal] ?? '')}`,
        };
      }
    }
  },
});
