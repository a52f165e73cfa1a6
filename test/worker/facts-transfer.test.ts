import { describe, expect, it } from '@jest/globals';
import type { ClusterFacts } from '../../src/model/facts.ts';
import { ClusterIndex } from '../../src/model/index/cluster-index.ts';
import { type MirrorSet, toMirrorSet } from '../../src/model/mirror-set.ts';
import { idms } from '../../src/rules/example.ts';
import { FactsReceiver, FactsSender } from '../../src/worker/facts-transfer.ts';

function mirrorSet(name: string, mirror: string): MirrorSet {
  const { kind, object } = idms(name).mirror('quay.io/team', [mirror]);
  return toMirrorSet(kind, name, object);
}

const [a, b] = [mirrorSet('a', 'm.io/a'), mirrorSet('b', 'm.io/b')];

function open() {
  const [sender, receiver] = [new FactsSender(), new FactsReceiver()];
  const transfer = (facts: ClusterFacts) => {
    const change = sender.changes(facts);
    const received = receiver.apply(structuredClone(change));
    return { change, received, stored: received.cluster && [...received.cluster.objects] };
  };
  return transfer;
}

describe('a transfer of facts', () => {
  it('gives the receiver all facts, and later only what has changed', () => {
    const transfer = open();
    const imageConfig = { blockedRegistries: ['docker.io'] };
    const cluster = new ClusterIndex([a, b]);
    const first = transfer({
      known: { imageConfig, drainOverride: false },
      missing: { platform: 'x' },
      cluster,
    });
    expect(first.received).toMatchObject({
      known: { imageConfig, drainOverride: false },
      missing: { platform: 'x' },
    });
    expect(first.stored).toEqual([a, b]);

    const other = mirrorSet('b', 'm.io/other');
    cluster.apply(other);
    const second = transfer({ known: { imageConfig }, missing: {}, cluster });
    expect(second.change).toMatchObject({
      known: {},
      forgotten: ['drainOverride'],
      stored: [other],
      removed: [],
    });
    expect(second.stored).toEqual([a, other]);
    // The worker caches the model by the identity of its settings.
    expect(second.received.known.imageConfig).toBe(first.received.known.imageConfig);
    expect(second.received.known).not.toHaveProperty('drainOverride');
  });

  it('removes deleted mirror sets, and everything while the mirror sets are unknown', () => {
    const transfer = open();
    const cluster = new ClusterIndex([a, b]);
    transfer({ known: {}, missing: {}, cluster });
    cluster.remove(a);
    expect(transfer({ known: {}, missing: {}, cluster }).stored).toEqual([b]);
    expect(transfer({ known: {}, missing: { mirrorSets: 'is not known' } }).stored).toBeUndefined();
    expect(transfer({ known: {}, missing: {}, cluster }).stored).toEqual([b]);
  });
});
