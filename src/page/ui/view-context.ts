import type { ClusterSummary, StateRef } from '../worker/protocol.ts';
import type { EngineClient } from './client.ts';
import type { Route, View } from './route.ts';

/** The input of every view. */
export interface ViewContext {
  readonly client: EngineClient;
  /** Increases with each change of the input. */
  readonly revision: number;
  readonly state: StateRef;
  readonly cluster: ClusterSummary;
  readonly route: Route;
  /** Returns the fragment of a view for the same cluster and state. */
  readonly link: (view: View, subject?: string) => string;
  /** Shows another subject in the current view without a history entry. */
  readonly show: (subject: string) => void;
}
