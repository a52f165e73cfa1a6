import { describe, expect, it } from '@jest/globals';
import { readCluster } from '../../src/engine/cluster.ts';
import { diff, shareFacts } from '../../src/engine/diff.ts';
import { idms, itms } from '../../src/rules/example.ts';

const digest = idms('team').mirror('quay.io/team', ['m.example.com/team']).object;
const tags = itms('tags').mirror('quay.io/team', ['m.example.com/team']).object;
const version = (text: string) => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'ClusterVersion',
  metadata: { name: 'version' },
  status: { desired: { version: text } },
});
const image = (registrySources: object) => ({
  apiVersion: 'config.openshift.io/v1',
  kind: 'Image',
  metadata: { name: 'cluster' },
  spec: { registrySources },
});
const actionsFor = (path: string, type: string) => ({
  apiVersion: 'operator.openshift.io/v1',
  kind: 'MachineConfiguration',
  metadata: { name: 'cluster' },
  spec: { nodeDisruptionPolicy: { files: [{ path, actions: [{ type }] }] } },
});
const override = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'image-registry-override-drain', namespace: 'openshift-machine-config-operator' },
};
const oneNode = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'Infrastructure',
  metadata: { name: 'cluster' },
  status: { controlPlaneTopology: 'SingleReplica', infrastructureTopology: 'SingleReplica' },
};

/** The rollout when tag mirrors are added to digest mirrors, in a cluster with these objects. */
function rollout(...around: readonly object[]) {
  const { before, after } = shareFacts(readCluster([digest]), readCluster([digest, tags, ...around]));
  return diff(before, after).rollout;
}

describe('the predicted rollout of a difference', () => {
  it('is a drain for mirrors for tags, with the mirror as the reason', () => {
    expect(rollout()).toMatchObject({
      verdict: 'drain',
      reasons: ['registries.conf changes', 'mirror "m.example.com/team" of "quay.io/team" serves tags too'],
      preventedBy: null,
    });
  });

  it('is a reload if something prevents the drain', () => {
    expect(rollout(version('4.18.1'), override)).toMatchObject({
      verdict: 'reload',
      preventedBy: 'drain-override',
    });
    expect(rollout(version('4.20.1'), override)).toMatchObject({ verdict: 'drain', preventedBy: null });
    expect(rollout(oneNode)).toMatchObject({ verdict: 'reload', preventedBy: 'single-node' });
    expect(rollout(actionsFor('/etc/containers/registries.conf', 'Reload'))).toMatchObject({
      verdict: 'reload',
      preventedBy: 'node-disruption-policy',
    });
  });

  it('reports changed files even if the policy has no action for them', () => {
    const { verdict, reasons, changes } = rollout(actionsFor('/etc/containers/registries.conf', 'None'));
    expect(verdict).toBe('none');
    expect(changes.map(({ path }) => path)).toEqual(['/etc/containers/registries.conf']);
    expect(reasons[0]).toBe('registries.conf changes, for which the node disruption policy has None');
    expect(reasons.at(-1)).toMatch(/^CRI-O uses its current configuration until/);
  });

  it('is a stronger action if the node disruption policy requires it', () => {
    expect(rollout(actionsFor('/etc/containers', 'Special')).verdict).toBe('drain');
    expect(rollout(actionsFor('/etc/containers/registries.conf', 'Reboot'))).toMatchObject({
      verdict: 'reboot',
      reasons: expect.arrayContaining([
        'registries.conf changes, for which the node disruption policy has Reboot',
      ]),
    });
  });

  it('names the paused pools', () => {
    const pool = (name: string, paused: boolean) => ({
      apiVersion: 'machineconfiguration.openshift.io/v1',
      kind: 'MachineConfigPool',
      metadata: { name },
      spec: { paused },
    });
    expect(rollout(pool('master', false), pool('infra', true)).pausedPools).toEqual(['infra']);
  });

  it('is a reboot if the search registries for short names change', () => {
    const after = readCluster([digest, image({ containerRuntimeSearchRegistries: ['quay.io'] })]);
    expect(diff(readCluster([digest]), after).rollout).toMatchObject({
      verdict: 'reboot',
      reasons: expect.arrayContaining([expect.stringMatching(/^containerRuntimeSearchRegistries changes/)]),
    });
  });
});

describe('the pulls that change', () => {
  it('include those of newly blocked sources', () => {
    const after = readCluster([digest, image({ blockedRegistries: ['m.example.com'] })]);
    const [change] = diff(readCluster([digest]), after).pulls.filter(
      ({ scope, pulledBy }) => scope === 'quay.io/team' && pulledBy === 'digest',
    );
    expect(change?.after.sources.map(({ blockedBy }) => blockedBy)).toEqual(['m.example.com', null]);
  });

  it('exclude those that are rejected on both sides', () => {
    const blocked = image({ blockedRegistries: ['quay.io/team'] });
    const more = idms('team').mirror('quay.io/team', ['m.example.com/team', 'n.example.com/team']).object;
    expect(diff(readCluster([digest, blocked]), readCluster([more, blocked])).pulls).toEqual([]);
  });
});

describe('in a hosted cluster', () => {
  const hosted = {
    apiVersion: 'config.openshift.io/v1',
    kind: 'Infrastructure',
    metadata: { name: 'cluster' },
    status: { controlPlaneTopology: 'External' },
  };
  const compare = (...written: readonly object[]) => {
    const { before, after } = shareFacts(readCluster([hosted]), readCluster([hosted, ...written]));
    return diff(before, after);
  };

  it('predicts no effect of a mirror set that HyperShift denies', () => {
    const { rollout, pulls, isChange } = compare(tags);
    expect(rollout).toEqual({
      verdict: 'hosted',
      reasons: [
        'HyperShift denies ImageTagMirrorSet tags in a hosted cluster; nodes do not use it',
        'NodePools roll out the mirrors of spec.imageContentSources of the HostedCluster in the management cluster ' +
          '(on ROSA: rosa create image-mirror)',
      ],
      changes: [],
      preventedBy: null,
      pausedPools: [],
      pools: [],
    });
    expect(pulls).toEqual([]);
    expect(isChange).toBe(false);
  });

  it('predicts the pulls of the mirror set that HyperShift writes', () => {
    const own = idms('cluster').mirror('quay.io/team', ['m.example.com/team']).object;
    const { rollout, pulls, isChange } = compare(own);
    expect(rollout.verdict).toBe('hosted');
    expect(pulls.map(({ scope, pulledBy }) => [scope, pulledBy])).toEqual([['quay.io/team', 'digest']]);
    expect(isChange).toBe(true);
  });
});

describe('shareFacts', () => {
  it('shares the version, but not image.config', () => {
    const { before, after, imageConfigOnlyIn } = shareFacts(
      readCluster([digest, version('4.15.3'), image({})]),
      readCluster([digest]),
    );
    expect([before.state.version, after.state.version]).toEqual([before.state.version, before.state.version]);
    expect(after.state.version).toEqual({ major: 4, minor: 15, patch: 3 });
    expect(imageConfigOnlyIn).toBe('before');
    expect(shareFacts(before, before).imageConfigOnlyIn).toBeUndefined();
  });
});
