import { RecordPending } from '../audit/record-pending.ts';
import type { Deadline } from './ports.ts';

/** `pending`: it is not on record when the answer has to go, and may be later. `lost`: it will not be. */
export type Keeping =
  | { readonly outcome: 'kept' | 'pending' }
  | { readonly outcome: 'lost'; readonly error: unknown };

/** Whether a record is kept by the time that the answer has to go. Never rejects. */
export function keptInTime(recording: Promise<void>, deadline: Deadline | undefined): Promise<Keeping> {
  return new Promise((resolve) => {
    const forgetDeadline = deadline?.whenPast(() => resolve({ outcome: 'pending' }));
    const settle = (keeping: Keeping) => {
      forgetDeadline?.();
      resolve(keeping);
    };
    recording.then(
      () => settle({ outcome: 'kept' }),
      (error: unknown) =>
        settle(error instanceof RecordPending ? { outcome: 'pending' } : { outcome: 'lost', error }),
    );
  });
}
