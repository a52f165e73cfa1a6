import { describe, expect, it } from '@jest/globals';
import { readMachineConfigs } from '../../../src/kubernetes/machine-configs/read-machine-configs.ts';
import { ClusterModel } from '../../../src/model/cluster-model.ts';
import { resolvePull } from '../../../src/model/files/resolve.ts';
import type { MachineConfigPool } from '../../../src/model/machine-config-pools.ts';
import { toMirrorSet } from '../../../src/model/mirror-set.ts';
import { newestVersion } from '../../../src/model/openshift-version.ts';
import { type PoolModel, poolModelsOf } from '../../../src/model/pools/pool-model.ts';
import { type ExampleObject, idms } from '../../../src/rules/example.ts';
import { machineConfig } from '../../support/machine-config.ts';

const folder = '/etc/containers/registries.conf.d';
const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team'], 'NeverContactSource');

const entry = (location: string, mirror: string) =>
  `[[registry]]\nlocation = "${location}"\n[[registry.mirror]]\nlocation = "${mirror}"\n`;

/** The pools of a cluster with these mirror sets and MachineConfigs, by name. */
function poolsOf(
  objects: readonly ExampleObject[],
  configs: readonly Parameters<typeof machineConfig>[],
  machineConfigPools?: readonly MachineConfigPool[],
): ReadonlyMap<string, PoolModel> {
  const model = ClusterModel.predict({
    imageConfig: {},
    version: newestVersion,
    mirrorSets: objects.map(({ kind, name, object }) => toMirrorSet(kind, name, object)),
  });
  const machineConfigFiles = readMachineConfigs(configs.map((args) => machineConfig(...args))) ?? [];
  const facts = { machineConfigFiles, ...(machineConfigPools === undefined ? {} : { machineConfigPools }) };
  return new Map(poolModelsOf(model, facts).map((pool) => [pool.pool, pool]));
}

/** The locations that a node of the pool tries: `mirror.example.com/team/app`, with `!` if blocked. */
function tries(pool: PoolModel | undefined, image = 'quay.io/team/app:v1'): readonly string[] {
  if (pool === undefined) throw new Error('no such pool');
  const resolution = resolvePull(image, pool.loaded);
  return resolution.kind === 'tries'
    ? resolution.sources.map(({ name, blockedBy }) => `${name}${blockedBy === undefined ? '' : '!'}`)
    : [resolution.message];
}

describe('poolModelsOf', () => {
  it('has no pools if no MachineConfig writes a file of /etc/containers', () => {
    expect([...poolsOf([team], [['50-a', 'worker', { '/etc/motd': '' }]]).keys()]).toEqual([]);
  });

  it('replaces the full entry of the same prefix, only in the pool of the role', () => {
    const pools = poolsOf(
      [team],
      [['50-a', 'worker', { [`${folder}/50-a.conf`]: entry('quay.io/team', 'edge.example.com/team') }]],
    );
    expect([...pools.keys()]).toEqual(['master', 'worker']);
    expect(tries(pools.get('worker'))).toEqual(['edge.example.com/team/app', 'quay.io/team/app']);
    expect(tries(pools.get('master'))).toEqual(['quay.io/team/app!']);
  });

  it('reads drop-ins in the order of their names, and MachineConfigs of one path in the order of theirs', () => {
    const write = (file: string, mirror: string) => ({
      [`${folder}/${file}`]: entry('quay.io/team', `${mirror}.example.com`),
    });
    const pools = poolsOf(
      [],
      [
        ['a', 'worker', write('90.conf', 'first')],
        ['b', 'worker', write('90.conf', 'second')],
        ['c', 'worker', write('10.conf', 'third')],
      ],
    );
    expect(tries(pools.get('worker'))[0]).toBe('second.example.com/app');
    expect(pools.get('worker')?.effective.map(({ machineConfig: name }) => name)).toEqual(['c', 'b']);
  });

  it('uses the first of several entries of a prefix in one file', () => {
    const text = entry('quay.io/team', 'first.example.com') + entry('quay.io/team', 'second.example.com');
    const pools = poolsOf([], [['50-a', 'worker', { [`${folder}/50-a.conf`]: text }]]);
    expect(tries(pools.get('worker'))).toEqual(['first.example.com/app', 'quay.io/team/app']);
  });

  it('gives a custom pool the files of worker, and lets it override them independently of names', () => {
    const write = (mirror: string) => ({
      [`${folder}/50.conf`]: entry('quay.io/team', `${mirror}.example.com`),
    });
    const pools = poolsOf(
      [],
      [
        ['99-worker-edge', 'worker', write('worker')],
        ['10-infra-edge', 'infra', write('infra')],
      ],
    );
    expect(tries(pools.get('worker'))[0]).toBe('worker.example.com/app');
    expect(tries(pools.get('infra'))[0]).toBe('infra.example.com/app');
  });

  it('follows the selector of a pool', () => {
    const pools = poolsOf(
      [],
      [['50-a', 'worker', { [`${folder}/50.conf`]: entry('quay.io/team', 'edge.example.com') }]],
      [
        { name: 'worker', isPaused: false, maxUnavailable: 1 },
        { name: 'gpu', isPaused: false, maxUnavailable: 1, roles: ['gpu'] },
      ],
    );
    expect(tries(pools.get('worker'))[0]).toBe('edge.example.com/app');
    expect(tries(pools.get('gpu'))).toEqual(['quay.io/team/app']);
  });

  it('replaces registries.conf of the operator if the MachineConfig comes after it', () => {
    const conf = { '/etc/containers/registries.conf': entry('ghcr.io', 'edge.example.com/ghcr') };
    const after = poolsOf([team], [['99-worker-zz', 'worker', conf]]).get('worker');
    expect(tries(after)).toEqual(['quay.io/team/app']);
    expect(tries(after, 'ghcr.io/a:v1')).toEqual(['edge.example.com/ghcr/a', 'ghcr.io/a']);
    const before = poolsOf([team], [['50-worker', 'worker', conf]]).get('worker');
    expect(tries(before)).toEqual(['quay.io/team/app!']);
    expect(tries(before, 'ghcr.io/a:v1')).toEqual(['ghcr.io/a']);
  });

  it('uses an earlier registries.conf while the operator writes none', () => {
    const conf = { '/etc/containers/registries.conf': entry('ghcr.io', 'edge.example.com/ghcr') };
    const pool = poolsOf([], [['50-worker', 'worker', conf]]).get('worker');
    expect(tries(pool, 'ghcr.io/a:v1')).toEqual(['edge.example.com/ghcr/a', 'ghcr.io/a']);
  });

  it('replaces policy.json of the operator', () => {
    const policy = JSON.stringify({
      default: [{ type: 'insecureAcceptAnything' }],
      transports: { docker: { 'quay.io/team': [{ type: 'reject' }] } },
    });
    const pool = poolsOf([team], [['99-worker-zz', 'worker', { '/etc/containers/policy.json': policy }]]);
    expect(pool.get('worker')?.policy).toEqual({
      kind: 'written',
      policy: { default: 'accept', scopes: new Map([['quay.io/team', 'reject']]), requirements: new Map() },
    });
    expect(pool.get('master')?.policy).toEqual({ kind: 'not-written' });
  });

  it('replaces the search registries', () => {
    const pool = poolsOf(
      [team],
      [['50', 'worker', { [`${folder}/50.conf`]: 'unqualified-search-registries = ["quay.io"]' }]],
    );
    expect(pool.get('worker')?.searchRegistries).toEqual(['quay.io']);
    expect(pool.get('master')?.searchRegistries).toEqual(['registry.access.redhat.com', 'docker.io']);
  });

  it.each([
    ['[[registry]]\n', 'invalid condition: both location and prefix are unset'],
    [
      '[[registry]]\nlocation = "https://quay.io"',
      "invalid location 'https://quay.io': URI schemes are not supported",
    ],
    ['short-name-mode = "x"', 'invalid short-name mode: "x"'],
    [
      '[[registry]]\nlocation = "quay.io"\n[[registry]]\nlocation = "quay.io"\nblocked = true',
      "registry 'quay.io' is defined multiple times with conflicting 'blocked' setting",
    ],
  ])('cannot load the files if a drop-in has %j', (text, message) => {
    const pool = poolsOf([team], [['50', 'worker', { [`${folder}/50.conf`]: text }]]).get('worker');
    expect(pool?.loadError?.message).toBe(`${folder}/50.conf: ${message}`);
    expect(pool?.load()).toEqual({ kind: 'failed', message: `${folder}/50.conf: ${message}` });
  });

  it('has the same registries in its list as in its lookup', () => {
    const pool = poolsOf(
      [team],
      [['50', 'worker', { [`${folder}/50.conf`]: entry('quay.io/team/edge', 'edge.example.com') }]],
    ).get('worker');
    const loaded = pool?.load();
    expect(loaded?.kind === 'loaded' && [...loaded.registries.keys()]).toEqual([
      'quay.io/team',
      'quay.io/team/edge',
    ]);
    expect(pool?.overridingFile('quay.io/team/edge/app')?.machineConfig).toBe('50');
    expect(pool?.overridingFile('quay.io/team/app')).toBeUndefined();
  });
});
