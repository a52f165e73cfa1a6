import { icsp, idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

export default defineMutation({
  id: 'remove-trailing-slash',
  meta: {
    summary: 'Removes trailing slashes from a source or mirror.',
    why:
      'A location with a trailing slash is not valid, and the location without it is the only possible ' +
      'meaning.',
    default: 'on',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').mirror('quay.io/team/', ['mirror.example.com//']),
        after: idms('team').mirror('quay.io/team', ['mirror.example.com']),
      },
      {
        before: icsp('team').mirror('quay.io/team/', ['mirror.example.com']),
        after: icsp('team').mirror('quay.io/team', ['mirror.example.com']),
      },
    ],
  },
  target: 'value',
  turn: 3,
  action: 'removed the trailing slash',

  rewrite(text) {
    let end = text.length;
    while (end > 0 && text.charAt(end - 1) === '/') end--;
    return text.slice(0, end);
  },
});
