import { idms } from '../../example.ts';
import { defineMutation } from '../mutation.ts';

export default defineMutation({
  id: 'remove-status',
  meta: {
    summary: 'Removes status.',
    why: 'The status of these kinds cannot be set, and the API server ignores the field in a manifest.',
    default: 'on',
    since: '0.1.0',
    examples: [{ before: idms('team').with({ status: {} }), after: idms('team') }],
  },
  target: 'field',
  field: ['status'],
  message: 'removed status; it cannot be set in a manifest',
});
