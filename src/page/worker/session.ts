import type { Resolved } from '../../engine/index.ts';
import { pullPredictor } from '../../engine/pulls/resolve.ts';
import { valueAt } from '../../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { once } from '../../model/once.ts';
import { formatOpenShiftVersion } from '../../model/openshift-version.ts';
import type { PageChange, PageCluster, PlacedObject } from '../data/page-data.ts';
import { applyChange } from './apply-change.ts';
import { changeView, type DiffView } from './change-view.ts';
import { type FindingsView, findingsView } from './findings-view.ts';
import { imagesIn, type TypedImage } from './images-in.ts';
import { listSources, mergeView } from './merge-view.ts';
import type { ClusterSummary, InputSummary, Operation, Operations, StateRef } from './protocol.ts';
import { type PullsView, toPullsView } from './pull-view.ts';
import { readTexts } from './read-texts.ts';
import { type ScopeRow, scopesView } from './scopes-view.ts';
import { StateModel } from './state-model.ts';

type Handlers = {
  readonly [Name in Operation]: (takes: Operations[Name]['takes']) => Operations[Name]['returns'];
};

/** The state of the worker: the clusters of the page and the values derived from them. */
export class Session {
  #clusters: readonly ClusterSession[] = [];

  readonly handlers: Handlers = {
    open: ({ clusters }) => this.#open(clusters),
    read: ({ texts, into }) => {
      const { problems, warnings, clusters } = readTexts(texts);
      const [first] = clusters;
      if (problems.length > 0) return { problems, warnings };
      if (into === 'state') return { problems, warnings, summary: this.#open(clusters) };
      this.#change(into.cluster, { mode: into.mode, state: first.state });
      return { problems, warnings, summary: this.#summary() };
    },
    removeChange: ({ cluster }) => {
      this.#change(cluster, undefined);
      return this.#summary();
    },
    pulls: ({ text, ...ref }) => this.#sideOf(ref).pulls(imagesIn(text)),
    findings: (ref) => this.#sideOf(ref).findings,
    fixes: (ref) => this.#sideOf(ref).subject.state.fixes,
    change: ({ cluster }) => this.#cluster(cluster).diff,
    scopes: (ref) => this.#sideOf(ref).scopes,
    sources: (ref) => listSources(this.#sideOf(ref).subject),
    merge: ({ source, ...ref }) => mergeView(this.#sideOf(ref).subject, source),
  };

  #open(clusters: readonly PageCluster[]): InputSummary {
    this.#clusters = clusters.map((cluster) => new ClusterSession(cluster));
    return this.#summary();
  }

  #change(index: number, change: PageChange | undefined): void {
    this.#clusters = this.#clusters.map((cluster, at) => (at === index ? cluster.with(change) : cluster));
  }

  #cluster(index: number): ClusterSession {
    const cluster = this.#clusters[index];
    if (cluster === undefined) throw new RangeError(`no cluster ${index}`);
    return cluster;
  }

  #sideOf({ cluster, side }: StateRef): SideSession {
    return this.#cluster(cluster)[side];
  }

  #summary(): InputSummary {
    return { clusters: this.#clusters.map((cluster) => cluster.summary) };
  }
}

class ClusterSession {
  readonly before: SideSession;
  readonly after: SideSession;
  readonly #name: string;
  readonly #change: PageChange | undefined;

  constructor({ name, state, change }: PageCluster, before = new SideSession(new StateModel(state))) {
    this.#name = name;
    this.#change = change;
    this.before = before;
    this.after =
      change === undefined
        ? before
        : new SideSession(new StateModel(applyChange(state, change)), { change, stored: before.subject });
  }

  /** The same cluster with a different change. */
  with(change: PageChange | undefined): ClusterSession {
    const { state } = this.before.subject;
    return new ClusterSession(
      { name: this.#name, state, ...(change === undefined ? {} : { change }) },
      this.before,
    );
  }

  readonly #diff = once((): DiffView | undefined =>
    this.#change === undefined
      ? undefined
      : changeView(this.before.subject, this.after.subject, { isApplied: this.#change.mode === 'apply' }),
  );

  get diff(): DiffView | undefined {
    return this.#diff();
  }

  get summary(): ClusterSummary {
    const { state, cluster } = this.after.subject;
    const mirrorSets = state.objects.filter(({ object }) => isMirrorSetKind(object.kind));
    return {
      name: this.#name,
      version: formatOpenShiftVersion(cluster.state.version),
      hasChange: this.#change !== undefined,
      files: [...Map.groupBy(state.objects, ({ source }) => source?.file ?? 'running cluster')].map(
        ([file, own]) => ({
          file,
          objects: own.length,
        }),
      ),
      objects: mirrorSets.length,
      entries: mirrorSets.reduce((sum, placed) => sum + countEntries(placed), 0),
      assumed: cluster.assumed.map(({ assumed }) => assumed),
      notes: state.notes,
    };
  }
}

function countEntries({ object }: PlacedObject): number {
  const { kind } = object;
  const entries = isMirrorSetKind(kind) ? valueAt(object, ['spec', mirrorSetKinds[kind].listField]) : [];
  return Array.isArray(entries) ? entries.length : 0;
}

/** One state of a cluster, with the change that produces it. */
class SideSession {
  readonly subject: StateModel;
  readonly #predict = once((): ((images: readonly string[]) => Resolved) =>
    pullPredictor(this.subject.cluster),
  );
  readonly #findings: () => FindingsView;
  readonly #scopes = once((): readonly ScopeRow[] => scopesView(this.subject, this.#allFindings()));
  readonly #allFindings = once((): FindingsView => findingsView(this.subject, this.subject.state));

  constructor(subject: StateModel, from?: { readonly change: PageChange; readonly stored: StateModel }) {
    this.subject = subject;
    this.#findings =
      from?.change.mode === 'apply'
        ? once(() => findingsView(subject, from.change.state, from.stored))
        : this.#allFindings;
  }

  /** The findings of the change, if there is a change to apply; otherwise those of the state. */
  get findings(): FindingsView {
    return this.#findings();
  }

  get scopes(): readonly ScopeRow[] {
    return this.#scopes();
  }

  pulls(images: readonly TypedImage[]): PullsView {
    const resolved = this.#predict()(images.map(({ image }) => image));
    return toPullsView(resolved, images, this.subject);
  }
}
