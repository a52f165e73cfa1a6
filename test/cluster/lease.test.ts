import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Lease } from '../../src/cluster/lease.ts';
import { valueAt } from '../../src/model/json.ts';
import { FakeApi } from './fake-api.ts';

const path = '/apis/coordination.k8s.io/v1/namespaces/ns/leases/guard';

let api: FakeApi;
let elapsedMs: number;
let nowMs: number;

beforeEach(async () => {
  api = await new FakeApi().start();
  elapsedMs = 0;
  nowMs = Date.UTC(2026, 0, 1);
});
afterEach(() => api.stop());

function replica(identity: string): Lease {
  return new Lease({
    api: api.connection,
    namespace: 'ns',
    name: 'guard',
    identity,
    nowMs: () => nowMs,
    elapsedMs: () => elapsedMs,
  });
}

const spec = (field: string) => valueAt(api.objects.get(path), ['spec', field]);

describe('Lease', () => {
  it('is created by the first replica, with times of six fractional digits', async () => {
    expect(await replica('one').acquireOrRenew()).toBe(true);
    expect(spec('holderIdentity')).toBe('one');
    expect(spec('renewTime')).toBe('2026-01-01T00:00:00.000000Z');
    expect(spec('leaseDurationSeconds')).toBe(15);
  });

  it('retains acquireTime and leaseTransitions when its holder renews it', async () => {
    const one = replica('one');
    await one.acquireOrRenew();
    nowMs += 5_000;
    expect(await one.acquireOrRenew()).toBe(true);
    expect(spec('renewTime')).toBe('2026-01-01T00:00:05.000000Z');
    expect(spec('acquireTime')).toBe('2026-01-01T00:00:00.000000Z');
    expect(spec('leaseTransitions')).toBe(0);
  });

  it('can be acquired by another replica after it was unchanged for its duration, for any clocks', async () => {
    await replica('one').acquireOrRenew();
    const two = replica('two');
    nowMs += 3_600_000;
    expect(await two.acquireOrRenew()).toBe(false);
    elapsedMs += 14_999;
    expect(await two.acquireOrRenew()).toBe(false);
    elapsedMs += 1;
    expect(await two.acquireOrRenew()).toBe(true);
    expect(spec('leaseTransitions')).toBe(1);
  });

  it('cannot be acquired by another replica while its holder renews it', async () => {
    const [one, two] = [replica('one'), replica('two')];
    await one.acquireOrRenew();
    for (let round = 0; round < 5; round++) {
      expect(await two.acquireOrRenew()).toBe(false);
      elapsedMs += 10_000;
      expect(await one.acquireOrRenew()).toBe(true);
    }
  });

  it('is acquired by one of two replicas that try at the same time', async () => {
    const [one, two] = [replica('one'), replica('two')];
    expect((await Promise.all([one.acquireOrRenew(), two.acquireOrRenew()])).sort()).toEqual([false, true]);
    await one.release();
    await two.release();
    expect((await Promise.all([one.acquireOrRenew(), two.acquireOrRenew()])).sort()).toEqual([false, true]);
  });

  it('is renewed once by two parts of one process that try at the same time', async () => {
    const one = replica('one');
    expect(await Promise.all([one.acquireOrRenew(), one.acquireOrRenew()])).toEqual([true, true]);
    expect(await Promise.all([one.acquireOrRenew(), one.acquireOrRenew()])).toEqual([true, true]);
    expect(api.calls.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'PUT']);
  });

  it('can be acquired at once after its holder, and no other replica, released it', async () => {
    const [one, two] = [replica('one'), replica('two')];
    await one.acquireOrRenew();
    await two.release();
    expect(await two.acquireOrRenew()).toBe(false);
    await one.release();
    expect(await two.acquireOrRenew()).toBe(true);
  });

  it.each([
    ['ahead of', 1],
    ['behind', -1],
  ])(
    'is not acquired by a replica whose clock is more than 10 minutes %s the API server',
    async (_, sign) => {
      api.dateMs = nowMs;
      nowMs += sign * 600_000;
      expect(await replica('one').acquireOrRenew()).toBe(true);
      nowMs += sign;
      await expect(replica('one').acquireOrRenew()).rejects.toThrow(
        "the API server's shows 2026-01-01T00:00:00; this replica does not acquire the Lease",
      );
      api.objects.clear();
      await expect(replica('one').acquireOrRenew()).rejects.toThrow(
        'this replica does not acquire the Lease',
      );
      expect(api.objects.size).toBe(0);
    },
  );

  it('rejects with the message of the API server', async () => {
    api.respondNext('GET', 403, 'leases is forbidden');
    await expect(replica('one').acquireOrRenew()).rejects.toThrow(
      `the API server returned 403 for GET ${path}: leases is forbidden`,
    );
    api.respondNext('POST', 403, 'cannot create');
    await expect(replica('one').acquireOrRenew()).rejects.toThrow('cannot create');
    api.respondNext('POST', 404, 'namespaces "ns" not found');
    await expect(replica('one').acquireOrRenew()).rejects.toThrow('namespaces "ns" not found');
  });
});
