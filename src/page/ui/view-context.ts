import type { ClusterSummary, StateRef } from '../worker/protocol.ts';
import type { EngineClient } from './client.ts';
import type { Route, View } from './route.ts';

/** What every view receives. */
export interface ViewContext {
  readonly client: EngineClient;
  /** Counts the changes of the input. */
  readonly revision: number;
  readonly state: StateRef;
  readonly cluster: ClusterSummary;
  readonly route: Route;
  /** The fragment of a view of the same cluster and state. */
  readonly link: (view: View, subject?: string) => string;
  /** Shows another subject in the current view, without an entry in the history. */
  readonly show: (subject: string) => void;
}
