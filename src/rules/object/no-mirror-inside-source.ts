import { isNestedInside } from '../../model/location/scope.ts';
import { entryPath } from '../../model/mirror-set.ts';
import { quote } from '../../model/text/quote.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Pulls of the source work. The side effect concerns pulls that name the mirror (DOMAIN 7.3). */
export default defineRule({
  id: 'no-mirror-inside-source',
  meta: {
    category: 'pull',
    domain: ['MIR-NESTED-SELF'],
    summary: 'Disallow mirrors inside their own source',
    why:
      'An image name that refers to the mirror directly also matches the source. CRI-O rewrites it a ' +
      'second time, to a location where the image is not stored.',
    fix: 'Move the mirror out of the source, or add a source entry for the mirror.',
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
          message:
            `mirror ${quote(mirror)} is inside its source ${quote(entry.source)}; nodes redirect image ` +
            'names that refer to the mirror a second time. Move the mirror out of the source',
        };
      }
    }
  },
});
