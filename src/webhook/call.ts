import type { Stage } from '../audit/audit-record.ts';
import type { Deadline } from './ports.ts';

/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** One call of the API server. */
export interface Call {
  readonly stage: Stage;
  readonly body: Uint8Array;
  /** An answer after it is for nobody. Undefined where the caller sets none. */
  readonly deadline?: Deadline;
  /** The body had not arrived as a whole when the deadline was past; this is its beginning. */
  readonly isCutOff?: boolean;
}
