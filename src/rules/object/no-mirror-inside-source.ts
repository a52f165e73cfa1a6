import { isNestedInside } from '../../model/location/scope.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Works for pulls of the source; what surprises is a pull that already names the mirror (DOMAIN 7.3). */
export default defineRule({
  id: 'no-mirror-inside-source',
  meta: {
    category: 'pull',
    domain: ['MIR-NESTED-SELF'],
    summary: 'Mirrors do not lie inside their own source.',
    why: 'An image that is referenced directly below the mirror also matches the source: its name is rewritten a second time, to a place where it is not kept.',
    fix: 'Keep the mirror outside of the source, or give it a source entry of its own.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [idms('team').mirror('registry.example.com/team', ['registry.example.com/copies/team'])],
      invalid: [idms('team').mirror('registry.example.com', ['registry.example.com/copies'])],
    },
  },

  *check({ subject }) {
    for (const entry of subject.entries) {
      const { mirrors } = entry;
      for (let index = 0; index < mirrors.length; index++) {
        const mirror = mirrors[index] ?? '';
        if (mirror === entry.source || !isNestedInside(mirror, entry.source)) continue;
        yield {
          path: [...entryPath(subject.kind, entry), 'mirrors', index],
          message: `mirror ${quote(mirror)} lies inside its source ${quote(entry.source)}: images referenced there directly are redirected once more`,
        };
      }
    }
  },
});
