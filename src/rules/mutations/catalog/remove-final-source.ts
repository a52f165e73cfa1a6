import { isValidMirror } from '../../../model/location/location.ts';
import { quote } from '../../../model/text/quote.ts';
import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

/**
 * Off by default, because a GitOps tool would restore the accepted object although the merged order is the
 * same (DOMAIN 3.2, 11).
 */
export default defineMutation({
  id: 'remove-final-source',
  meta: {
    summary: 'Removes the source from the end of its own mirrors.',
    why:
      'Nodes try the source last by default. The mutation does not apply if NeverContactSource is set, ' +
      'because only the administrator can resolve that contradiction, or if no other mirror would remain.',
    default: 'off',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').mirror('quay.io/team', ['mirror.example.com/team', 'quay.io/team']),
        after: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
      },
    ],
  },
  target: 'mirrors',

  *remove({ source, mirrors, policy }) {
    const last = mirrors.length - 1;
    const isOnlyLast = last > 0 && mirrors.indexOf(source) === last;
    if (!isOnlyLast || !isValidMirror(source) || (policy !== undefined && policy !== 'AllowContactingSource'))
      return;
    yield {
      index: last,
      message:
        `removed the source ${quote(source)} from the end of its own mirrors; ` +
        'nodes try it last by default',
    };
  },
});
