import { icsp } from '../../example.ts';
import { defineMutation } from '../mutation.ts';
import { repeatedMirrors } from '../repeated-mirrors.ts';

/**
 * Off by default, because it changes the mirror order of an accepted object, although the new order is better
 * (DOMAIN 3.4, 11).
 */
export default defineMutation({
  id: 'remove-duplicate-icsp-mirror',
  meta: {
    summary: 'Removes duplicate mirrors from an entry of an ImageContentSourcePolicy.',
    why:
      'The API server stores duplicates in this kind, and they change the order in which nodes try the ' +
      'mirrors: the source itself can come first. Without duplicates, nodes use the order in the manifest. ' +
      'This changes the order on the nodes, so the mutation is off by default.',
    default: 'off',
    since: '0.1.0',
    kinds: ['ImageContentSourcePolicy'],
    examples: [
      {
        before: icsp('team').mirror('quay.io/team', [
          'a.example.com/team',
          'a.example.com/team',
          'b.example.com/team',
        ]),
        after: icsp('team').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']),
      },
    ],
  },
  target: 'mirrors',
  remove: repeatedMirrors,
});
