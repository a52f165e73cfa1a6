import { valueAt } from '../model/json.ts';
import { objectOf, type Write } from './exemptions.ts';
import { isAmong, type RequesterSet } from './requester.ts';

/** The annotation with which a user requests that nothing is denied. Its value is the reason. */
export const breakGlassAnnotation = 'mirrorguard.io/break-glass';

export type BreakGlass =
  | { readonly state: 'not-set' }
  | { readonly state: 'used'; readonly reason: string }
  /** `problem` is reported to the user. */
  | { readonly state: 'rejected'; readonly reason: 'not-allowed' | 'no-reason'; readonly problem: string };

/** @param allowed the users that may use break-glass; undefined if the policy allows no user */
export function readBreakGlass({ subject, requester }: Write, allowed: RequesterSet | undefined): BreakGlass {
  const value = valueAt(objectOf(subject), ['metadata', 'annotations', breakGlassAnnotation]);
  if (typeof value !== 'string') return { state: 'not-set' };
  if (allowed === undefined || !isAmong(requester, allowed)) {
    const who = requester.name === '' ? 'this user' : JSON.stringify(requester.name);
    return {
      state: 'rejected',
      reason: 'not-allowed',
      problem: `${breakGlassAnnotation} is set, but the policy does not allow ${who} to use it`,
    };
  }
  const reason = value.trim();
  if (reason === '')
    return {
      state: 'rejected',
      reason: 'no-reason',
      problem: `${breakGlassAnnotation} is set, but has no reason`,
    };
  return { state: 'used', reason };
}
