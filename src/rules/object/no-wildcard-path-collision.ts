import { quote } from '../../model/text/quote.ts';
import { locationsWith } from '../context/location-walk.ts';
import { defineRule } from '../define-rule.ts';
import { idms } from '../example.ts';

/** Everything up to the end of the matched domain is replaced by the mirror, the host's own part included (DOMAIN 7.5). */
export default defineRule({
  id: 'no-wildcard-path-collision',
  meta: {
    category: 'pull',
    domain: ['SRC-WILD-COLLAPSE'],
    summary: 'Hosts behind one wildcard do not share repository paths.',
    why: 'CRI-O replaces the whole host by the mirror, so the same repository path of two hosts is pulled from one place: one host can get the image of the other.',
    fix: 'Nothing, if repository paths differ between the hosts; otherwise name each host as a source with a mirror path of its own.',
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
        message: `all hosts that match ${quote(text)} use the same mirror path: equal repository paths of different hosts collide there`,
      };
    }
  },
});
