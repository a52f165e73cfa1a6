import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

const scheme = 'https://';

/** Not http:// and others: whether a registry is spoken to without TLS is said elsewhere, and perhaps was meant here. */
export default defineMutation({
  id: 'remove-https',
  meta: {
    summary: 'Removes https:// in front of a source or mirror.',
    why: 'Locations have no scheme and TLS is the default, so the value can mean only one thing without it.',
    default: 'on',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').mirror('https://quay.io/team', ['https://mirror.example.com/team']),
        after: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      },
    ],
  },
  acts: 'on-values',
  turn: 2,
  deed: 'removed the scheme',
  rewrite: (text) => (text.startsWith(scheme) ? text.slice(scheme.length) : text),
});
