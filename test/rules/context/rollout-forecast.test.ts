import { describe, expect, it } from '@jest/globals';
import type { SurroundingFacts } from '../../../src/model/facts.ts';
import { forecastRollout, nameNodes } from '../../../src/rules/context/rollout-forecast.ts';
import { type ExampleCase, idms, itms } from '../../../src/rules/example.ts';
import { stageExample } from '../../../src/rules/stage-example.ts';

const plain = { isManaged: false, isHostedGuest: false, isHostingHub: false, isSingleNode: false };
const tags = itms('a').mirror('quay.io/team', ['m.example.com/team']);

function forecast(example: ExampleCase) {
  const { nodes, ...others } = stageExample(example).facts.known;
  if (nodes === undefined) throw new Error('the example has no nodes');
  return forecastRollout({ nodes, ...others });
}
const around = (facts: Partial<SurroundingFacts>) =>
  forecast({ subject: tags, around: facts, version: '4.19.1' });

describe('forecastRollout', () => {
  it('takes what is not known for the default', () => {
    expect(around({})).toMatchObject({ verdict: 'drain', sparedBy: undefined });
    expect(around({ nodeDisruption: [], drainOverride: false, platform: plain })).toMatchObject({
      verdict: 'drain',
    });
  });

  it('says what spares the nodes', () => {
    expect(around({ drainOverride: true })).toMatchObject({ verdict: 'reload', sparedBy: 'drain-override' });
    expect(around({ platform: { ...plain, isSingleNode: true } })).toMatchObject({
      verdict: 'reload',
      sparedBy: 'single-node',
    });
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(around({ nodeDisruption })).toMatchObject({
      verdict: 'reload',
      sparedBy: 'node-disruption-policy',
    });
  });

  it('speaks of sparing only where there is something to be spared', () => {
    const digests = idms('a').mirror('quay.io/team', ['m.example.com/team']);
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reload' as const] }];
    expect(forecast({ subject: digests, around: { nodeDisruption } })).toMatchObject({
      verdict: 'reload',
      sparedBy: undefined,
    });
  });

  it('reboots a single node where the policy says so', () => {
    const nodeDisruption = [{ path: '/etc/containers/registries.conf', actions: ['Reboot' as const] }];
    expect(around({ nodeDisruption, platform: { ...plain, isSingleNode: true } })).toMatchObject({
      verdict: 'reboot',
    });
  });

  it('knows nothing where the operator stops at the write, or has stopped before', () => {
    const bad = idms('bad').mirror('Bad!', ['m.example.com/x']);
    expect(forecast(bad)).toBeUndefined();
    expect(forecast([bad, tags])).toBeUndefined();
  });

  it('is made once for a write', () => {
    const { facts } = stageExample(tags);
    const { nodes } = facts.known;
    if (nodes === undefined) throw new Error('the example has no nodes');
    expect(forecastRollout({ nodes })).toBe(forecastRollout({ nodes }));
  });
});

describe('nameNodes', () => {
  const pool = (name: string, others: object = {}) => ({
    name,
    isPaused: false,
    maxUnavailable: 1,
    ...others,
  });

  it('names pools that roll out, with size and pace where they are known', () => {
    expect(
      nameNodes([
        pool('a', { machines: 1 }),
        pool('b'),
        pool('c', { isPaused: true }),
        pool('d', { machines: 0 }),
      ]),
    ).toBe('every node of a (1 node, 1 at a time) and b');
  });

  it('says every node where no pool is known, and when, where all are paused', () => {
    expect(nameNodes(undefined)).toBe('every node');
    expect(nameNodes([])).toBe('every node');
    expect(nameNodes([pool('a', { isPaused: true })])).toBe('every node once resumed');
  });
});
