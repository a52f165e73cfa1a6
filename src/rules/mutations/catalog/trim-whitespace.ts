import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

/** ASCII only; the author corrects other space characters. */
const surrounding = ' \t\n\r\f\v';

export default defineMutation({
  id: 'trim-whitespace',
  meta: {
    summary: 'Removes spaces, tabs and line breaks around a source or mirror.',
    why: 'No image name starts or ends with whitespace, so the meaning is unambiguous.',
    default: 'on',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').mirror('quay.io/team ', ['mirror.example.com/team\n']),
        after: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      },
    ],
  },
  target: 'value',
  turn: 1,
  action: 'removed whitespace',

  // A regular expression for trailing whitespace takes quadratic time for a value that is mostly whitespace.
  rewrite(text) {
    let start = 0;
    while (start < text.length && surrounding.includes(text.charAt(start))) start++;
    let end = text.length;
    while (end > start && surrounding.includes(text.charAt(end - 1))) end--;
    return text.slice(start, end);
  },
});
