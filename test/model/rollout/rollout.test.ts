import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import type { ClusterState, ImageConfig } from '../../../src/model/cluster-state.ts';
import { behaviorOf } from '../../../src/model/operator-behavior.ts';
import type { FileDisruption } from '../../../src/model/rollout/node-disruption.ts';
import { predictRollout, type Rollout, type RolloutSettings } from '../../../src/model/rollout/rollout.ts';
import { type ExampleObject, icsp, idms, itms } from '../../../src/rules/example.ts';
import { anyClusterState } from '../../support/arbitraries.ts';
import { clusterOf } from '../../support/cluster.ts';

const settings: RolloutSettings = {
  behavior: behaviorOf({ major: 4, minor: 20 }),
  disruption: [],
  hasDrainOverride: false,
  isSingleNode: false,
};

function rollout(before: ClusterState, after: ClusterState, changed: Partial<RolloutSettings> = {}): Rollout {
  return predictRollout(ClusterModel.predict(before).nodeFiles(), ClusterModel.predict(after).nodeFiles(), {
    ...settings,
    ...changed,
  });
}

const digests = idms('d').mirror('s.io', ['a.io', 'b.io']);
const state = (objects: readonly ExampleObject[], imageConfig: ImageConfig = {}) =>
  clusterOf(objects, { imageConfig });

describe('the rollout of a change', () => {
  it.each<[string, readonly ExampleObject[], readonly ExampleObject[]]>([
    ['the first digest mirrors', [], [digests]],
    ['a digest mirror more', [digests], [idms('d').mirror('s.io', ['a.io', 'b.io', 'c.io'])]],
    ['another order', [digests], [idms('d').mirror('s.io', ['b.io', 'a.io'])]],
    [
      'a new source that is never contacted',
      [digests],
      [digests, idms('e').mirror('t.io', ['a.io'], 'NeverContactSource')],
    ],
    [
      'tag mirrors that become digest mirrors',
      [itms('t').mirror('s.io', ['a.io'])],
      [idms('d').mirror('s.io', ['a.io'])],
    ],
  ])('reloads for %s', (_, before, after) => {
    expect(rollout(state(before), state(after))).toMatchObject({ verdict: 'reload', drainReasons: [] });
  });

  it.each<[string, readonly ExampleObject[], readonly ExampleObject[], object]>([
    [
      'a first tag mirror',
      [],
      [itms('t').mirror('s.io', ['a.io'])],
      { kind: 'tag-mirror-added', scope: 's.io', mirror: 'a.io' },
    ],
    [
      'a tag mirror at the place of a digest mirror',
      [digests],
      [digests, itms('t').mirror('s.io', ['a.io'])],
      {
        kind: 'mirror-serves-other-pulls',
        scope: 's.io',
        mirror: 'a.io',
        before: 'digest-only',
        after: 'tag-only',
      },
    ],
    [
      'a mirror removed',
      [digests],
      [idms('d').mirror('s.io', ['a.io'])],
      { kind: 'mirror-removed', scope: 's.io', mirror: 'b.io' },
    ],
    ['the last object removed', [digests], [], { kind: 'registry-removed', scope: 's.io' }],
    [
      'a source that is no longer contacted',
      [digests],
      [idms('d').mirror('s.io', ['a.io', 'b.io'], 'NeverContactSource')],
      { kind: 'registry-blocked', scope: 's.io' },
    ],
  ])('drains for %s', (_, before, after, reason) => {
    expect(rollout(state(before), state(after))).toMatchObject({ verdict: 'drain', drainReasons: [reason] });
  });

  it('drains for a scope without mirrors and for a source that becomes insecure, not for an insecure mirror', () => {
    const insecure = (...insecureRegistries: string[]) =>
      rollout(
        state([digests], { insecureRegistries: ['z.io'] }),
        state([digests], { insecureRegistries: ['z.io', ...insecureRegistries] }),
      );
    expect(insecure('q.io').drainReasons).toEqual([{ kind: 'registry-made-insecure', scope: 'q.io' }]);
    expect(insecure('s.io').drainReasons).toEqual([{ kind: 'registry-made-insecure', scope: 's.io' }]);
    expect(insecure('s.io/n')).toMatchObject({ verdict: 'reload' });
  });

  it('names the list of image.config for a scope without mirrors', () => {
    const change = (before: ImageConfig, after: ImageConfig) =>
      rollout(state([digests], before), state([digests], after)).drainReasons;
    const none = { insecureRegistries: [] };
    const blocked = { ...none, blockedRegistries: ['q.io'] };
    expect(change(none, blocked)).toEqual([{ kind: 'registry-blocked', scope: 'q.io' }]);
    expect(change(blocked, none)).toEqual([{ kind: 'registry-unblocked', scope: 'q.io' }]);
    expect(change({ insecureRegistries: ['q.io'] }, none)).toEqual([
      { kind: 'registry-made-secure', scope: 'q.io' },
    ]);
  });

  it('is empty if the files stay the same', () => {
    expect(
      rollout(state([digests]), state([digests, icsp('p').mirror('s.io', ['a.io', 'b.io'])])).verdict,
    ).toBe('none');
    fc.assert(
      fc.property(anyClusterState, (any) =>
        expect(rollout(any, any)).toEqual({
          verdict: 'none',
          changes: [],
          actions: [],
          drainReasons: [],
          overriddenBy: undefined,
          preventedBy: undefined,
        }),
      ),
    );
  });

  it('reloads when the operator replaces the file of the template', () => {
    expect(rollout(state([]), state([idms('d')])).verdict).toBe('reload');
  });

  it('reboots for other search registries, and reloads for another policy.json', () => {
    expect(rollout(state([]), state([], { containerRuntimeSearchRegistries: ['quay.io'] })).verdict).toBe(
      'reboot',
    );
    expect(rollout(state([]), state([], { allowedRegistries: ['quay.io'] }))).toMatchObject({
      verdict: 'reload',
      changes: [{ path: '/etc/containers/policy.json' }],
    });
  });

  describe('under a node disruption policy', () => {
    const drained = [state([digests]), state([])] as const;
    const reloaded = [state([]), state([digests])] as const;
    const own = (path: string, ...actions: FileDisruption['actions']) => ({
      disruption: [{ path, actions }],
    });
    const file = '/etc/containers/registries.conf';

    it('never drains if the file is only reloaded, and names the policy as the reason', () => {
      expect(rollout(...drained, own(file, 'Reload'))).toMatchObject({
        verdict: 'reload',
        overriddenBy: 'node-disruption-policy',
      });
      expect(rollout(...drained, own(file, 'None')).verdict).toBe('none');
    });

    it('always drains or reboots if the policy has that action', () => {
      expect(rollout(...reloaded, own(file, 'Drain', 'Reload')).verdict).toBe('drain');
      expect(rollout(...reloaded, own(file, 'Reboot')).verdict).toBe('reboot');
    });

    it('applies the action of the longest path', () => {
      expect(rollout(...drained, own('/etc/containers', 'None')).verdict).toBe('drain');
      expect(
        rollout(
          state([]),
          state([], { containerRuntimeSearchRegistries: ['q.io'] }),
          own('/etc/containers/registries.conf.d', 'Reload'),
        ).verdict,
      ).toBe('reload');
    });

    it('has no effect before 4.17', () => {
      expect(
        rollout(...drained, { ...own(file, 'None'), behavior: behaviorOf({ major: 4, minor: 16 }) }).verdict,
      ).toBe('drain');
      expect(
        rollout(...drained, { ...own(file, 'None'), behavior: behaviorOf({ major: 4, minor: 17 }) }).verdict,
      ).toBe('none');
    });
  });

  it.each([
    [13, 'drain'],
    [14, 'reload'],
    [19, 'reload'],
    [20, 'drain'],
  ])('with the drain override in 4.%i is: %s', (minor, verdict) => {
    const changed = { behavior: behaviorOf({ major: 4, minor }), hasDrainOverride: true };
    expect(rollout(state([digests]), state([]), changed)).toMatchObject({
      verdict,
      overriddenBy: verdict === 'reload' ? 'drain-override' : undefined,
    });
  });

  describe('in a cluster of one node', () => {
    const one = { isSingleNode: true };
    const file = '/etc/containers/registries.conf';

    it('reloads for changes that drain in other clusters, and reports it', () => {
      expect(rollout(state([digests]), state([]), one)).toMatchObject({
        verdict: 'reload',
        preventedBy: 'single-node',
        drainReasons: [{ kind: 'registry-removed' }],
      });
      expect(rollout(state([]), state([digests]), one)).toMatchObject({
        verdict: 'reload',
        preventedBy: undefined,
      });
    });

    it('reboots for changes that reboot in other clusters', () => {
      const disruption = [{ path: file, actions: ['Reboot' as const] }];
      expect(rollout(state([]), state([digests]), { ...one, disruption })).toMatchObject({
        verdict: 'reboot',
        preventedBy: undefined,
      });
    });
  });

  it('names the change that avoids the drain only if there is a drain', () => {
    const disruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(rollout(state([digests]), state([]), { disruption }).preventedBy).toBe('node-disruption-policy');
    expect(rollout(state([]), state([digests]), { disruption }).preventedBy).toBeUndefined();
  });

  it('reloads for a mirror of a signed scope, also if registries.conf has no action', () => {
    const requirement = { type: 'sigstoreSigned' };
    const signed = (objects: readonly ExampleObject[], type = requirement.type) =>
      clusterOf(objects, {
        imagePolicies: [{ name: 'signed', scopes: ['s.io'], requirement: { type } }],
      });
    const disruption: readonly FileDisruption[] = [
      { path: '/etc/containers/registries.conf', actions: ['None'] },
    ];
    expect(rollout(signed([]), signed([digests]), { disruption })).toMatchObject({
      verdict: 'reload',
      actions: ['Reload crio.service'],
      changes: [
        { path: '/etc/containers/registries.conf', actions: ['None'] },
        {
          path: '/etc/containers/registries.d/sigstore-registries.yaml',
          actions: ['Reload crio.service'],
        },
      ],
    });
    expect(rollout(signed([]), signed([], 'other'))).toMatchObject({
      verdict: 'reload',
      changes: [{ path: '/etc/containers/policy.json' }],
    });
  });

  it('reboots for an empty list of search registries, which writes a file too', () => {
    const empty = { containerRuntimeSearchRegistries: [] };
    expect(rollout(state([]), state([], empty))).toMatchObject({ verdict: 'reboot' });
    expect(rollout(state([], empty), state([], empty))).toMatchObject({ verdict: 'none' });
  });

  it('reboots image-mode pools for every change up to 4.19, with the verdict for other pools', () => {
    const behavior = behaviorOf({ major: 4, minor: 19 });
    const imageModePools = ['worker'];
    expect(rollout(state([]), state([digests]), { behavior, imageModePools })).toMatchObject({
      verdict: 'reboot',
      imageMode: { pools: ['worker'], otherPools: 'reload' },
    });
    expect(rollout(state([digests]), state([digests]), { behavior, imageModePools })).toMatchObject({
      verdict: 'none',
    });
    expect(rollout(state([]), state([digests]), { imageModePools }).imageMode).toBeUndefined();
  });

  it('uses one reboot in place of all actions, and no action only if no other is required', () => {
    const searching = { containerRuntimeSearchRegistries: ['a.io'] };
    const disruption: readonly FileDisruption[] = [
      { path: '/etc/containers/registries.conf', actions: ['None'] },
    ];
    expect(rollout(state([]), state([digests], searching)).actions).toEqual(['Reboot']);
    expect(rollout(state([]), state([digests]), { disruption }).actions).toEqual(['None']);
    expect(rollout(state([]), state([digests])).actions).toEqual(['Special']);
  });
});
