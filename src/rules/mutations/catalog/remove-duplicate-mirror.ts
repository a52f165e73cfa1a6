import { idms, itms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';
import { repeatedMirrors } from '../repeated-mirrors.ts';

export default defineMutation({
  id: 'remove-duplicate-mirror',
  meta: {
    summary: 'Removes duplicate mirrors from an entry.',
    why:
      'The mirrors of these kinds are a set, and the API server rejects duplicates. ' +
      'The first one keeps its position, so the order does not change.',
    default: 'on',
    since: '0.1.0',
    kinds: ['ImageDigestMirrorSet', 'ImageTagMirrorSet'],
    examples: [
      {
        before: idms('team').mirror('quay.io/team', [
          'a.example.com/team',
          'b.example.com/team',
          'a.example.com/team',
        ]),
        after: idms('team').mirror('quay.io/team', ['a.example.com/team', 'b.example.com/team']),
      },
      {
        before: itms('team').mirror('quay.io/team', ['a.example.com/team', 'a.example.com/team']),
        after: itms('team').mirror('quay.io/team', ['a.example.com/team']),
      },
    ],
  },
  target: 'mirrors',
  remove: repeatedMirrors,
});
