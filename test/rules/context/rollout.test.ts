import { describe, expect, it } from '@jest/globals';
import { changeCluster } from '../../../src/model/cluster-change.ts';
import { type OptionalFacts, settingsOf } from '../../../src/model/facts.ts';
import { ChangeContext } from '../../../src/rules/change-context.ts';
import { describePace, nameNodes } from '../../../src/rules/context/rollout.ts';
import { idms, itms, type MirrorSetExample } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';

const plain = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false };
const tags = itms('a').mirror('quay.io/team', ['m.example.com/team']);

function predict(example: MirrorSetExample) {
  const { subject, facts } = stageExample(example);
  const stored = facts.cluster?.model(settingsOf(facts.known));
  if (stored === undefined) throw new Error('the example has no cluster');
  const write = { ref: subject, before: subject.before, object: subject };
  return new ChangeContext(changeCluster(stored, [write]), [subject], facts.known).rollout();
}
const predictWith = (facts: Partial<OptionalFacts>) => predict({ subject: tags, facts, version: '4.19.1' });

describe('the rollout of a change', () => {
  it('uses defaults for unknown facts', () => {
    expect(predictWith({})).toMatchObject({ verdict: 'drain', preventedBy: undefined });
    expect(predictWith({ nodeDisruption: [], drainOverride: false, platform: plain })).toMatchObject({
      verdict: 'drain',
    });
  });

  it('names the change that prevents a drain', () => {
    expect(predictWith({ drainOverride: true })).toMatchObject({
      verdict: 'reload',
      preventedBy: 'drain-override',
    });
    expect(predictWith({ platform: { ...plain, isSingleNode: true } })).toMatchObject({
      verdict: 'reload',
      preventedBy: 'single-node',
    });
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(predictWith({ nodeDisruption })).toMatchObject({
      verdict: 'reload',
      preventedBy: 'node-disruption-policy',
    });
  });

  it('names no alternative if the change causes no drain', () => {
    const digests = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(predict({ subject: digests, facts: { nodeDisruption } })).toMatchObject({
      verdict: 'reload',
      preventedBy: undefined,
    });
  });

  it('reboots a single node if the policy requires it', () => {
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reboot' as const] }];
    expect(predictWith({ nodeDisruption, platform: { ...plain, isSingleNode: true } })).toMatchObject({
      verdict: 'reboot',
    });
  });

  it('is unknown if the operator stops at the write, or has stopped before', () => {
    const bad = idms('bad').mirror('Bad!', ['m.example.com/x']);
    expect(predict(bad)).toEqual({ kind: 'stopped' });
    expect(predict([bad, tags])).toEqual({ kind: 'stopped' });
    const repaired = idms('bad').mirror('quay.io/x', ['m.example.com/x']);
    expect(predict({ subject: repaired, before: bad })).toEqual({ kind: 'unknown' });
  });
});

describe('nameNodes', () => {
  const pool = (name: string, others: object = {}) => ({
    name,
    isPaused: false,
    maxUnavailable: 1,
    ...others,
  });

  it('names the pools that roll out', () => {
    expect(
      nameNodes([
        pool('a', { machines: 1 }),
        pool('b'),
        pool('c', { isPaused: true }),
        pool('d', { machines: 0 }),
      ]),
    ).toBe('every node of a and b');
  });

  it('names every node if no pool is known or all are paused', () => {
    expect(nameNodes(undefined)).toBe('every node');
    expect(nameNodes([])).toBe('every node');
    expect(nameNodes([pool('a', { isPaused: true })])).toBe('every node once its pool is resumed');
  });
});

describe('describePace', () => {
  const pools = [
    { name: 'a', isPaused: false, maxUnavailable: 1, machines: 1 },
    { name: 'b', isPaused: false, maxUnavailable: '10%', machines: 24 },
    { name: 'c', isPaused: true, maxUnavailable: 1, machines: 3 },
  ];

  it('states size and maxUnavailable of the pools that roll out', () => {
    expect(describePace(pools)).toBe('. Pools: a (1 node, 1 at a time) and b (24 nodes, 10% at a time)');
  });

  it('is undefined if no size is known', () => {
    expect(describePace([{ name: 'a', isPaused: false, maxUnavailable: 1 }])).toBe('');
    expect(describePace(undefined)).toBe('');
  });
});
