import { diff, shareFacts } from '../../engine/diff.ts';
import type { PullChange, Rendered } from '../../engine/index.ts';
import { registriesConfPath } from '../../model/rollout/node-disruption.ts';
import { paletteFor } from '../../reporting/color.ts';
import { describeRollout, type RolloutText } from '../../reporting/diff-report.ts';
import { unifiedDiff } from '../../reporting/unified-diff.ts';
import { type NameView, type StopView, toNameView, toStopViews } from './pull-view.ts';
import type { StateModel } from './state-model.ts';

export interface DiffView {
  readonly isChange: boolean;
  readonly rollout: RolloutText;
  readonly pulls: readonly PullChangeView[];
  readonly before: SideView;
  readonly after: SideView;
  /** The diff of registries.conf; empty if it does not change or one side has none. */
  readonly diff: string;
}

export interface PullChangeView extends Pick<PullChange, 'scope' | 'pulledBy'> {
  readonly before: NameView;
  readonly after: NameView;
  readonly pools: readonly string[];
}

export interface SideView {
  readonly stops: readonly StopView[];
  readonly loadError: string | null;
  readonly size: { readonly fileBytes: number; readonly bytesLeft: number; readonly verdict: string } | null;
  readonly registriesConf: string | null;
}

export function changeView(
  before: StateModel,
  after: StateModel,
  { isApplied }: { readonly isApplied: boolean },
): DiffView {
  const shared = shareFacts(before.cluster, after.cluster, { isApplied });
  const result = diff(shared.before, shared.after);
  return {
    isChange: result.isChange,
    rollout: describeRollout(result),
    pulls: result.pulls.map(({ scope, pulledBy, pools = [], ...names }) => ({
      scope,
      pulledBy,
      pools,
      before: toNameView(names.before, before, undefined),
      after: toNameView(names.after, after, undefined),
    })),
    before: toSide(result.before, before),
    after: toSide(result.after, after),
    diff: fileDiff(result.before.registriesConf, result.after.registriesConf),
  };
}

function toSide({ stops, loadError, size, registriesConf }: Rendered, subject: StateModel): SideView {
  return {
    stops: toStopViews(stops, subject),
    loadError: loadError ?? null,
    size:
      size === undefined
        ? null
        : { fileBytes: size.fileBytes, bytesLeft: size.bytesLeft, verdict: size.verdict },
    registriesConf: registriesConf ?? null,
  };
}

function fileDiff(before: string | undefined, after: string | undefined): string {
  if (before === undefined || after === undefined) return '';
  return unifiedDiff(
    { name: `before${registriesConfPath}`, text: before },
    { name: `after${registriesConfPath}`, text: after },
    paletteFor({ color: false }),
  );
}
