import { describe, expect, it } from '@jest/globals';
import type { DrainReason } from '../../../src/model/files/registries-change.ts';
import type { Rollout } from '../../../src/model/rollout/rollout.ts';
import {
  describeDrainReason,
  describeDrainReasons,
  isDrainForTagsOnly,
} from '../../../src/rules/context/drain-reasons.ts';

const tags = (scope: string): DrainReason => ({ kind: 'tag-mirror-added', scope, mirror: 'm.io/x' });
const rollout = (drainReasons: readonly DrainReason[], others: Partial<Rollout> = {}): Rollout => ({
  verdict: 'drain',
  changes: [{ path: '/etc/containers/registries.conf', actions: ['Drain'] }],
  actions: ['Drain'],
  drainReasons,
  overriddenBy: undefined,
  preventedBy: undefined,
  ...others,
});

describe('describeDrainReason', () => {
  it('names the mirror where the reason has one', () => {
    expect(describeDrainReason(tags('quay.io'))).toBe('"quay.io" gets a mirror for tags, "m.io/x"');
    expect(describeDrainReason({ kind: 'mirror-removed', scope: 'quay.io', mirror: 'm.io/x' })).toBe(
      '"quay.io" loses mirror "m.io/x"',
    );
    expect(describeDrainReason({ kind: 'registry-unblocked', scope: 'quay.io' })).toBe(
      '"quay.io" is no longer blocked',
    );
  });
});

describe('describeDrainReasons', () => {
  it('sums up what is of one kind, and tells the two foremost kinds', () => {
    expect(
      describeDrainReasons(
        rollout([{ kind: 'registry-removed', scope: 'b.io' }, tags('a.io'), tags('c.io')]),
      ),
    ).toBe('mirrors for tags are added for "a.io" and "c.io"; the entry for "b.io" is removed');
    expect(
      describeDrainReasons(
        rollout([
          tags('a.io'),
          { kind: 'registry-removed', scope: 'b.io' },
          { kind: 'registry-blocked', scope: 'c.io' },
        ]),
      ),
    ).toMatch(/, and more$/);
  });

  it('names the node disruption policy where that demands it', () => {
    const demanded = 'the node disruption policy demands it for a change of /etc/containers/registries.conf';
    expect(describeDrainReasons(rollout([]))).toBe(demanded);
    expect(describeDrainReasons(rollout([tags('a.io')], { overriddenBy: 'node-disruption-policy' }))).toBe(
      demanded,
    );
  });
});

describe('isDrainForTagsOnly', () => {
  it('is true where all reasons are mirrors for tags, and there is one', () => {
    expect(isDrainForTagsOnly(rollout([tags('a.io')]))).toBe(true);
    expect(isDrainForTagsOnly(rollout([tags('a.io'), { kind: 'registry-removed', scope: 'b.io' }]))).toBe(
      false,
    );
    expect(isDrainForTagsOnly(rollout([]))).toBe(false);
  });
});
