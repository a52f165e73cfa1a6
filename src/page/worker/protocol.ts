import type { FilePatch, PageData, PageNote } from '../data/page-data.ts';
import type { DiffView } from './change-view.ts';
import type { FindingsView } from './findings-view.ts';
import type { MergeView, SourceView } from './merge-view.ts';
import type { PullsView } from './pull-view.ts';
import type { ScopeRow } from './scopes-view.ts';

/** The state of a cluster that a view displays. */
export interface StateRef {
  /** Index into the clusters of the page data. */
  readonly cluster: number;
  readonly side: 'before' | 'after';
}

export interface InputText {
  readonly name: string;
  readonly text: string;
}

export interface InputProblemView {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly fix: string;
}

/** The summary of the page input. */
export interface InputSummary {
  readonly clusters: readonly ClusterSummary[];
}

export interface ClusterSummary {
  readonly name: string;
  readonly version: string;
  readonly hasChange: boolean;
  readonly files: readonly FileSummary[];
  readonly objects: number;
  readonly entries: number;
  readonly assumed: readonly string[];
  readonly notes: readonly PageNote[];
}

interface FileSummary {
  readonly file: string;
  readonly objects: number;
}

export interface ReadResult {
  readonly problems: readonly InputProblemView[];
  readonly warnings: readonly InputProblemView[];
  /** Absent if a problem prevented reading. */
  readonly summary?: InputSummary;
}

/** The operations of the worker, with input and result types. All values can be cloned. */
export interface Operations {
  open: { takes: PageData; returns: InputSummary };
  /** Replaces all clusters, or the change of one cluster. */
  read: {
    takes: {
      readonly texts: readonly InputText[];
      readonly into: 'state' | { readonly cluster: number; readonly mode: 'apply' | 'replace' };
    };
    returns: ReadResult;
  };
  removeChange: { takes: { readonly cluster: number }; returns: InputSummary };
  pulls: {
    takes: StateRef & { readonly text: string };
    returns: PullsView;
  };
  findings: { takes: StateRef; returns: FindingsView };
  fixes: { takes: StateRef; returns: readonly FilePatch[] };
  change: { takes: { readonly cluster: number }; returns: DiffView | undefined };
  scopes: { takes: StateRef; returns: readonly ScopeRow[] };
  sources: { takes: StateRef; returns: readonly SourceView[] };
  merge: { takes: StateRef & { readonly source: string }; returns: MergeView };
}

export type Operation = keyof Operations;

export interface Call<Name extends Operation = Operation> {
  readonly id: number;
  readonly name: Name;
  readonly takes: Operations[Name]['takes'];
}

export type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };
