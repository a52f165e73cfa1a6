import type { Keeping } from '../webhook/kept-in-time.ts';
import { type Ruling, ruleWithoutJudging } from '../webhook/ruling.ts';
import type { AdmissionSettings } from '../webhook/settings.ts';

/**
 * What is answered where the decision is not on record. A refusal stands all the same: nothing is stored by it, and a disk that
 * somebody has filled must not open the door. Anything else is refused where the settings say so for faults of our own or, while the
 * record may still come, for want of time; else it is answered as it was judged, and the user is told.
 */
export function ruleUnrecorded(
  ruling: Ruling,
  { outcome }: Pick<Keeping, 'outcome'>,
  { onDeadline, onInternalError }: Pick<AdmissionSettings, 'onDeadline' | 'onInternalError'>,
): Ruling {
  if (ruling.verdict === 'deny') return ruling;
  const isRefused = onInternalError === 'deny' || (outcome === 'pending' && onDeadline === 'deny');
  return isRefused
    ? ruleWithoutJudging('unrecorded', 'deny')
    : { ...ruling, failure: ruling.failure ?? 'unrecorded' };
}
