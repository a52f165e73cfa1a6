import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

export default defineMutation({
  id: 'remove-namespace',
  meta: {
    summary: 'Removes metadata.namespace.',
    why: 'The kinds are cluster-scoped, and the API server ignores the field.',
    default: 'on',
    since: '0.1.0',
    examples: [
      {
        before: idms('team').with({ metadata: { name: 'team', namespace: 'default' } }),
        after: idms('team'),
      },
    ],
  },
  target: 'field',
  field: ['metadata', 'namespace'],
  message: 'removed metadata.namespace; the kind is cluster-scoped',
});
