import { describe, expect, it } from '@jest/globals';
import rule from '../../../src/rules/change/rollout-paused-pool.ts';
import { idms } from '../../../src/rules/example.ts';
import { check } from '../../support/check.ts';
import { poolFiles } from '../../support/machine-config.ts';

describe('rollout-paused-pool', () => {
  const one = idms('a').mirror('quay.io/a', ['m.example.com/a']);
  const pools = (...paused: readonly string[]) => ({
    facts: {
      machineConfigPools: ['infra', 'master', 'worker'].map((name) => ({
        name,
        isPaused: paused.includes(name),
        maxUnavailable: 1,
      })),
    },
  });

  it('names the paused pools', () => {
    expect(check(rule, one, pools('worker'))).toReport({
      path: '',
      message: 'MachineConfigPool "worker" is paused; this change does not reach its nodes. Resume it',
    });
    expect(check(rule, one, pools('worker', 'infra'))).toReport({
      message:
        'MachineConfigPools "infra" and "worker" are paused; this change does not reach their nodes. ' +
        'Resume them',
    });
  });

  it('reports nothing about a pool whose registries.conf a MachineConfig replaces', () => {
    const files = poolFiles({ '/etc/containers/registries.conf': '' }, ['worker']);
    const paused = (...names: readonly string[]) => ({ facts: { ...pools(...names).facts, ...files } });
    expect(check(rule, one, paused('worker'))).toReportNothing();
    expect(check(rule, one, paused('worker', 'master'))).toReport({
      message: /^MachineConfigPool "master" is paused;/,
    });
  });

  it('reports nothing if no pool is paused or known, and if nothing is rolled out', () => {
    expect(check(rule, one, pools())).toReportNothing();
    expect(check(rule, one)).toReportNothing();
    expect(
      check(rule, one, { ...pools('worker'), cluster: [idms('b').mirror('quay.io/a', ['m.example.com/a'])] }),
    ).toReportNothing();
  });
});
