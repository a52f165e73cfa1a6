import type {
  PullVerdict,
  Resolved,
  ResolvedName,
  ResolvedPull,
  ResolvedSource,
  Stop,
} from '../../engine/index.ts';
import { findOtherEntries, type OtherEntry } from '../../engine/views/other-entries.ts';
import { type PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';
import type { TypedImage } from './images-in.ts';
import type { ObjectField, StateModel } from './state-model.ts';

export interface PullsView {
  readonly pulls: readonly PullView[];
  /** Why the operator applies nothing. */
  readonly stops: readonly StopView[];
  readonly loadError: string | null;
}

export interface StopView {
  /** The text in the log of the operator. */
  readonly message: string;
  readonly explanation: string;
  readonly fields: readonly ObjectField[];
}

export interface PullView extends PoolPullView {
  /** The objects in the typed text that use the image. */
  readonly usedBy: readonly string[];
  readonly otherPools: readonly PoolPullView[];
}

export interface PoolPullView {
  readonly name: NameView;
  /** References with the registries that CRI-O tries for a short name. */
  readonly candidates: readonly NameView[];
  /** Empty for all pools. */
  readonly pools: readonly string[];
}

export interface NameView {
  readonly reference: string;
  readonly image: string | null;
  readonly pulledBy: 'digest' | 'tag' | null;
  readonly matchedPrefix: string | null;
  readonly verdict: PullVerdict;
  readonly failsAt: { readonly location: string; readonly fields: readonly ObjectField[] } | null;
  readonly policy: {
    readonly verdict: NonNullable<ResolvedName['policy']>['verdict'];
    readonly scope: string | null;
    readonly fields: readonly ObjectField[];
  } | null;
  readonly locations: readonly LocationView[];
  readonly others: readonly (Omit<OtherEntry, 'origins'> & { readonly fields: readonly ObjectField[] })[];
}

export interface LocationView {
  readonly reference: string;
  readonly serves: 'digest-only' | 'tag-only' | 'all' | 'source';
  readonly insecure: boolean;
  readonly blockedBy: string | null;
  readonly because: ResolvedSource['because'];
  /** The fields that list the location or, if it is blocked, that block it. */
  readonly fields: readonly ObjectField[];
}

export function toPullsView(
  { results, stops, loadError }: Resolved,
  images: readonly TypedImage[],
  subject: StateModel,
): PullsView {
  return {
    pulls: results.map((pull, index) => ({
      ...toPullView(pull, subject),
      usedBy: images[index]?.usedBy ?? [],
    })),
    stops: toStopViews(stops, subject),
    loadError: loadError ?? null,
  };
}

export function toStopViews(stops: readonly Stop[], subject: StateModel): readonly StopView[] {
  return stops.map(({ message, explanation, origins }) => ({
    message,
    explanation,
    fields: subject.fieldsOf(origins),
  }));
}

function toPullView(pull: ResolvedPull, subject: StateModel): Omit<PullView, 'usedBy'> {
  const { otherPools, ...own } = pull;
  const pools = new Map(
    poolModelsOf(subject.model, subject.cluster.optionalFacts).map((pool) => [pool.pool, pool]),
  );
  const [anyPool] = pools.values();
  const view = (one: Omit<ResolvedPull, 'otherPools'>): PoolPullView => {
    const pool = pools.get(one.pools[0] ?? '') ?? anyPool;
    return {
      name: toNameView(one, subject, pool),
      candidates: one.candidates.map((candidate) => toNameView(candidate, subject, pool)),
      pools: one.pools,
    };
  };
  return { ...view(own), otherPools: otherPools.map(view) };
}

export function toNameView(name: ResolvedName, subject: StateModel, pool: PoolModel | undefined): NameView {
  const { reference, image, pulledBy, matchedPrefix, verdict, failsAt, policy, sources } = name;
  const isKnown = verdict.kind !== 'unknown';
  return {
    reference,
    image,
    pulledBy,
    matchedPrefix,
    verdict,
    failsAt: failsAt && { location: failsAt.location, fields: subject.fieldsOf(failsAt.origins) },
    policy: policy && {
      verdict: policy.verdict,
      scope: policy.scope,
      fields: subject.fieldsOf(policy.origins),
    },
    locations: sources.map((source) => toLocationView(source, subject)),
    others: isKnown
      ? findOtherEntries(name, subject.model, pool).map(({ origins, ...other }) => ({
          ...other,
          fields: subject.fieldsOf(origins),
        }))
      : [],
  };
}

function toLocationView(source: ResolvedSource, subject: StateModel): LocationView {
  const { reference, pullFromMirror, insecure, blockedBy, because, origins, blockedOrigins } = source;
  return {
    reference,
    serves: pullFromMirror ?? 'source',
    insecure,
    blockedBy,
    because,
    fields: subject.fieldsOf(blockedBy === null ? origins : blockedOrigins),
  };
}
