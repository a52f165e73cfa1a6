import { describe, expect, it } from '@jest/globals';
import { readCluster } from '../../src/engine/cluster.ts';
import { diff } from '../../src/engine/diff.ts';
import { lint } from '../../src/engine/lint.ts';
import { isFailing, isLoadable, render } from '../../src/engine/render.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { idms, image } from '../../src/rules/example.ts';
import { machineConfig } from '../support/machine-config.ts';

const sized = (fileBytes: number) => idms('a').mirror('quay.io/a', [`m.io/${'a'.repeat(fileBytes)}`]).object;

/** A pool whose rendered MachineConfig has this size. */
function pool(bytes: number): readonly JsonObject[] {
  const rendered = machineConfig('rendered-worker-1', 'worker', { '/etc/motd': 'a'.repeat(bytes) });
  return [
    {
      apiVersion: 'machineconfiguration.openshift.io/v1',
      kind: 'MachineConfigPool',
      metadata: { name: 'worker' },
      status: { configuration: { name: 'rendered-worker-1' } },
    },
    rendered,
  ];
}

/** `lint` denies what `render` rejects, also if the input has no Image. */
const sizeOf = (...objects: JsonObject[]) => {
  const rendered = render(readCluster(objects));
  const denials = lint(objects).findings.filter(({ severity }) => severity === 'deny');
  return {
    verdict: rendered.size?.verdict,
    isFailing: isFailing(rendered),
    isDenied: denials.some(({ rule }) => rule === 'no-oversized-registries-conf'),
  };
};

describe('render', () => {
  it('fails above the limit with the smallest usual MachineConfig', () => {
    expect(sizeOf(sized(1_020_000))).toEqual({
      verdict: 'may-be-too-large',
      isFailing: false,
      isDenied: false,
    });
    expect(sizeOf(sized(1_070_000))).toEqual({ verdict: 'too-large', isFailing: true, isDenied: true });
    expect(sizeOf(sized(1_180_000))).toEqual({
      verdict: 'fragment-too-large',
      isFailing: true,
      isDenied: true,
    });
  });

  it('uses the size of the rendered MachineConfig if it is known', () => {
    expect(sizeOf(sized(10), ...pool(1_600_000))).toEqual({
      verdict: 'too-large',
      isFailing: true,
      isDenied: true,
    });
    expect(sizeOf(sized(1_020_000), ...pool(1_530_000))).toEqual({
      verdict: 'near-limit',
      isFailing: false,
      isDenied: false,
    });
  });

  it('does not use the size of a rendered MachineConfig with an older file', () => {
    expect(sizeOf(sized(1_070_000), ...pool(200_000))).toEqual({
      verdict: 'too-large',
      isFailing: true,
      isDenied: true,
    });
  });

  it('fails if a pool cannot load a drop-in', () => {
    const path = '/etc/containers/registries.conf.d/50-site.conf';
    const rendered = render(
      readCluster([machineConfig('99-worker-x', 'worker', { [path]: '[[registry]]\nlocation = ""\n' })]),
    );
    expect(isLoadable(rendered)).toBe(false);
    expect(isFailing(rendered)).toBe(true);
    expect(isLoadable(render(readCluster([image({}).object])))).toBe(true);
  });
});

describe('diff', () => {
  it('predicts no rollout of a file that is too large', () => {
    const { rollout } = diff(readCluster([sized(10)]), readCluster([sized(1_070_000)]));
    expect(rollout).toEqual({
      verdict: 'stopped',
      reasons: ['registries.conf is too large for the rendered MachineConfig: 1,070,273 bytes'],
      changes: [],
      preventedBy: null,
      pausedPools: [],
      pools: [],
    });
  });
});
