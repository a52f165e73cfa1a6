import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

const scheme = 'https://';

/**
 * Leaves http:// and other schemes: the author may intend a registry without TLS, which is configured
 * elsewhere.
 */
export default defineMutation({
  id: 'remove-https',
  meta: {
    summary: 'Removes https:// from the start of a source or mirror.',
    why: 'Sources and mirrors have no scheme, and TLS is the default, so the meaning is unambiguous.',
    default: 'on',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').mirror('https://quay.io/team', ['https://mirror.example.com/team']),
        after: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      },
    ],
  },
  target: 'value',
  turn: 2,
  action: 'removed the scheme',
  rewrite: (text) => (text.startsWith(scheme) ? text.slice(scheme.length) : text),
});
