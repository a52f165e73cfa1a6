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
  it('names the mirror if the reason has one', () => {
    expect(describeDrainReason(tags('quay.io'))).toBe('"quay.io" gets tag mirror "m.io/x"');
    expect(describeDrainReason({ kind: 'mirror-removed', scope: 'quay.io', mirror: 'm.io/x' })).toBe(
      '"quay.io" loses mirror "m.io/x"',
    );
    expect(describeDrainReason({ kind: 'registry-unblocked', scope: 'quay.io' })).toBe(
      '"quay.io" is no longer blocked',
    );
  });
});

describe('describeDrainReasons', () => {
  it('summarizes the reasons of a kind, and names the first two kinds', () => {
    expect(
      describeDrainReasons(
        rollout([{ kind: 'registry-removed', scope: 'b.io' }, tags('a.io'), tags('c.io')]),
      ),
    ).toBe('it adds tag mirrors for "a.io" and "c.io" and it removes the entry for "b.io"');
    expect(
      describeDrainReasons(
        rollout([
          tags('a.io'),
          { kind: 'registry-removed', scope: 'b.io' },
          { kind: 'registry-blocked', scope: 'c.io' },
        ]),
      ),
    ).toBe('it adds tag mirrors for "a.io" and it removes the entry for "b.io", and more');
  });

  it('names the node disruption policy if that requires the drain', () => {
    const required = 'the node disruption policy requires it for a change of /etc/containers/registries.conf';
    expect(describeDrainReasons(rollout([]))).toBe(required);
    expect(describeDrainReasons(rollout([tags('a.io')], { overriddenBy: 'node-disruption-policy' }))).toBe(
      required,
    );
  });

  it('names the file if nodes reboot without a policy', () => {
    const path = '/etc/containers/registries.conf.d/01-image-searchRegistries.conf';
    const changes = [{ path, actions: ['Reboot'] }] as const;
    expect(describeDrainReasons(rollout([], { verdict: 'reboot', changes }))).toBe(
      `a change of ${path} requires it`,
    );
  });
});

describe('isDrainForTagsOnly', () => {
  it('is true if at least one reason exists and all are added tag mirrors', () => {
    expect(isDrainForTagsOnly(rollout([tags('a.io')]))).toBe(true);
    expect(isDrainForTagsOnly(rollout([tags('a.io'), { kind: 'registry-removed', scope: 'b.io' }]))).toBe(
      false,
    );
    expect(isDrainForTagsOnly(rollout([]))).toBe(false);
  });
});
