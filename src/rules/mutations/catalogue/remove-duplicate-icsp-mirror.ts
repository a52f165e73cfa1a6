import { icsp } from '../../example.ts';
import { defineMutation } from '../mutation.ts';
import { repeatedMirrors } from '../repeated-mirrors.ts';

/** Off: an accepted object changes the order of its mirrors by it, surely for the better, but it changes (DOMAIN 3.4, 11). */
export default defineMutation({
  id: 'remove-duplicate-icsp-mirror',
  meta: {
    summary: 'Removes a mirror that an entry of an ImageContentSourcePolicy lists before already.',
    why: 'Duplicates are stored here, and change the order in which the nodes try mirrors: the source itself can come first. Without them the order is the written one, which is a change for the nodes.',
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
  acts: 'on-mirrors',
  remove: repeatedMirrors,
});
