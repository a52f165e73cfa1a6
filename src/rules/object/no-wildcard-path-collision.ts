import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/**
 * The mirror replaces everything up to the end of the matched domain, including the first label of the host
 * (DOMAIN 7.5).
 */
export default defineRule({
  id: 'no-wildcard-path-collision',
  meta: {
    category: 'pull',
    domain: ['SRC-WILD-COLLAPSE'],
    summary: 'Disallow wildcard sources whose hosts share repository paths',
    why:
      'CRI-O replaces the whole host with the mirror. For the same repository path on two hosts, nodes ' +
      'pull from one location, and can get the image of the other host.',
    fix:
      'No action is required unless two hosts use the same repository path. In that case, list each host ' +
      'as a source with its own mirror path.',
    severity: 'audit',
    since: '0.1.0',
    examples: {
      valid: [
        idms('all')
          .mirror('a.example.com', ['mirror.example.org/a'])
          .mirror('b.example.com', ['mirror.example.org/b']),
      ],
      invalid: [idms('all').mirror('*.example.com', ['mirror.example.org/all'])],
    },
  },

  *check({ subject }) {
    for (const { text, path, entry } of locationsWith(subject, 'wildcard')) {
      if (entry.mirrors.length === 0) continue;
      yield {
        path,
        message:
          `all hosts that match ${quote(text)} use the same mirror path; ` +
          'equal repository paths of different hosts collide there',
      };
    }
  },
});
