import { describe, expect, it } from '@jest/globals';
import { Lease } from '../../src/cluster/lease.ts';
import { valueAt } from '../../src/model/json.ts';
import { FakeApi } from './fake-api.ts';

const path = '/apis/coordination.k8s.io/v1/namespaces/ns/leases/guard';

class Cluster {
  readonly api = new FakeApi();
  elapsedMs = 0;
  nowMs = Date.UTC(2026, 0, 1);

  replica(identity: string): Lease {
    const { client: api } = this.api;
    return new Lease({
      api,
      namespace: 'ns',
      name: 'guard',
      identity,
      nowMs: () => this.nowMs,
      elapsedMs: () => this.elapsedMs,
    });
  }

  spec(field: string): unknown {
    return valueAt(this.api.objects.get(path), ['spec', field]);
  }
}

describe('the Lease', () => {
  it('is made by whoever comes first, with times of six digits', async () => {
    const cluster = new Cluster();
    expect(await cluster.replica('one').lead()).toBe(true);
    expect(cluster.spec('holderIdentity')).toBe('one');
    expect(cluster.spec('renewTime')).toBe('2026-01-01T00:00:00.000000Z');
    expect(cluster.spec('leaseDurationSeconds')).toBe(15);
  });

  it('is kept by renewing it, since when it was taken', async () => {
    const cluster = new Cluster();
    const one = cluster.replica('one');
    await one.lead();
    cluster.nowMs += 5_000;
    expect(await one.lead()).toBe(true);
    expect(cluster.spec('renewTime')).toBe('2026-01-01T00:00:05.000000Z');
    expect(cluster.spec('acquireTime')).toBe('2026-01-01T00:00:00.000000Z');
    expect(cluster.spec('leaseTransitions')).toBe(0);
  });

  it('goes to another one when it was seen unchanged for as long as it lasts, whatever the clocks say', async () => {
    const cluster = new Cluster();
    await cluster.replica('one').lead();
    const two = cluster.replica('two');
    cluster.nowMs += 3_600_000;
    expect(await two.lead()).toBe(false);
    cluster.elapsedMs += 14_999;
    expect(await two.lead()).toBe(false);
    cluster.elapsedMs += 1;
    expect(await two.lead()).toBe(true);
    expect(cluster.spec('leaseTransitions')).toBe(1);
  });

  it('stays where it is while it is renewed', async () => {
    const cluster = new Cluster();
    const [one, two] = [cluster.replica('one'), cluster.replica('two')];
    await one.lead();
    for (let round = 0; round < 5; round++) {
      expect(await two.lead()).toBe(false);
      cluster.elapsedMs += 10_000;
      expect(await one.lead()).toBe(true);
    }
  });

  it('goes to one of two that take it at once', async () => {
    const cluster = new Cluster();
    const [one, two] = [cluster.replica('one'), cluster.replica('two')];
    expect((await Promise.all([one.lead(), two.lead()])).sort()).toEqual([false, true]);
    await one.release();
    await two.release();
    expect((await Promise.all([one.lead(), two.lead()])).sort()).toEqual([false, true]);
  });

  it('can be had at once after it was given back, by whoever has it alone', async () => {
    const cluster = new Cluster();
    const [one, two] = [cluster.replica('one'), cluster.replica('two')];
    await one.lead();
    await two.release();
    expect(await two.lead()).toBe(false);
    await one.release();
    expect(await two.lead()).toBe(true);
  });

  it.each([
    ['ahead', 1],
    ['behind', -1],
  ])('is not taken by a replica whose clock is far %s of the API server', async (_, direction) => {
    const cluster = new Cluster();
    cluster.api.dateMs = cluster.nowMs;
    cluster.nowMs += direction * 600_000;
    expect(await cluster.replica('one').lead()).toBe(true);
    cluster.nowMs += direction;
    await expect(cluster.replica('one').lead()).rejects.toThrow(
      '2026-01-01T00:00:00 at the API server: this replica leaves renewals to others',
    );
  });

  it('is told about in the words of the API server', async () => {
    const cluster = new Cluster();
    cluster.api.answerNext('GET', 403, 'leases is forbidden');
    await expect(cluster.replica('one').lead()).rejects.toThrow(
      `the API server answers 403 to GET ${path}: leases is forbidden`,
    );
    cluster.api.answerNext('POST', 403, 'cannot create');
    await expect(cluster.replica('one').lead()).rejects.toThrow('cannot create');
  });
});
