import { idms, itms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';
import { repeatedMirrors } from '../repeated-mirrors.ts';

export default defineMutation({
  id: 'remove-duplicate-mirror',
  meta: {
    summary: 'Removes a mirror that the same entry lists before already.',
    why: 'The mirrors of these kinds are a set, and the API server refuses duplicates; the first one keeps its place, so the order stays.',
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
  acts: 'on-mirrors',
  remove: repeatedMirrors,
});
