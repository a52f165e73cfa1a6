import type { PullCondition, ResolvedPull } from '../../engine/pulls/resolved.ts';
import { count, formatNumber } from '../../model/text/count.ts';
import type { Palette } from '../color.ts';
import { printable } from '../printable.ts';
import { markVerdict } from './resolve-report.ts';

/** An image of a workload and the locations it is pulled from. */
export interface ImagePull {
  readonly pull: ResolvedPull;
  /** The objects that use it. */
  readonly usedBy: readonly string[];
}

/** One line per image, or one per group of pools that pull it in different ways. */
export function imagePullsText(pulls: readonly ImagePull[], palette: Palette): string {
  return pulls.flatMap((image) => linesOf(image, palette)).join('');
}

function linesOf({ pull, usedBy }: ImagePull, palette: Palette): readonly string[] {
  const { otherPools, ...first } = pull;
  const users = palette.faint(describeUsers(usedBy));
  return [first, ...otherPools].map(({ reference, pools, verdict }) => {
    const image = `${palette.strong(printable(reference))}${inPools(pools)}`;
    return `${image}: ${markVerdict(verdict, palette)}${users}\n`;
  });
}

function describeUsers([first, ...others]: readonly string[]): string {
  if (first === undefined) return '';
  return ` (${printable(first)}${others.length === 0 ? '' : ` and ${count(others.length, 'more object')}`})`;
}

/** ` in pools a, b`; empty for all pools. */
export function inPools(pools: readonly string[], preposition: 'in' | 'of' = 'in'): string {
  if (pools.length === 0) return '';
  return ` ${preposition} ${pools.length === 1 ? 'pool' : 'pools'} ${printable(pools.join(', '))}`;
}

/** The conditions of a pull in any pool. */
export function conditionsOf({ verdict, otherPools }: ResolvedPull): ReadonlySet<PullCondition> {
  return new Set(
    [verdict, ...otherPools.map((other) => other.verdict)].flatMap(({ conditions }) => conditions),
  );
}

const meanings = {
  'no-mirror': 'without a usable mirror',
  blocked: 'with a blocked location',
  fails: 'cannot be pulled',
} as const;

/** For standard error: the number of images and the number that need attention. */
export function imageSummary(pulls: readonly ResolvedPull[]): string {
  const parts = (['no-mirror', 'blocked', 'fails'] as const).flatMap((condition) => {
    const amount = pulls.filter((pull) => conditionsOf(pull).has(condition)).length;
    return amount === 0 ? [] : [`${formatNumber(amount)} ${meanings[condition]}`];
  });
  return `${count(pulls.length, 'image')}: ${parts.join(', ') || 'every image has a usable mirror'}\n`;
}
