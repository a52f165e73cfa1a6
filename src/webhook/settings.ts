import type { Enforcement } from '../policy/enforcement.ts';

/** What becomes of a write that could not be judged: told to the user and let through, or refused. */
export type Unjudged = 'warn' | 'deny';

export interface AdmissionSettings {
  readonly enforcement: Enforcement;
  /** Ids of the mutations that are made. */
  readonly mutations: ReadonlySet<string>;
  /** When the answer would come too late for the API server. */
  readonly onDeadline: Unjudged;
  /** When mirrorguard itself fails. */
  readonly onInternalError: Unjudged;
}
