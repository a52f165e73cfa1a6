import { isValidMirror } from '../../../model/location/location.ts';
import { quote } from '../../../model/text/quote.ts';
import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

/** Off: the merge sees the same edges, but an accepted object is rewritten, and a GitOps tool would write it back (DOMAIN 3.2, 11). */
export default defineMutation({
  id: 'remove-final-source',
  meta: {
    summary: 'Removes the source from the end of its own mirrors.',
    why: 'The source is tried last anyway. Not done under NeverContactSource, where it is a contradiction that only the admin can resolve, and not where no other mirror would be left.',
    default: 'off',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').mirror('quay.io/team', ['mirror.example.com/team', 'quay.io/team']),
        after: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      },
    ],
  },
  acts: 'on-mirrors',

  *remove({ source, mirrors, policy }) {
    const last = mirrors.length - 1;
    const isOnlyLast = last > 0 && mirrors.indexOf(source) === last;
    if (!isOnlyLast || !isValidMirror(source) || (policy !== undefined && policy !== 'AllowContactingSource'))
      return;
    yield {
      index: last,
      message: `removed the source ${quote(source)} from the end of its own mirrors: it is tried last anyway`,
    };
  },
});
