import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BackgroundCheck, type BackgroundCheckOptions } from '../../src/background/background-check.ts';
import type { ClusterCheck } from '../../src/background/cluster-check.ts';
import type { ClusterReport } from '../../src/background/cluster-report.ts';
import { idms, itms } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { recordingLogger } from '../support/admission-parts.ts';
import { untilTrue } from '../support/until-true.ts';
import { enforcementOf, StoredCluster } from './stored-cluster.ts';

const team = idms('team').mirror('quay.io/team', ['a.example.com/team']);
const never = itms('tags').mirror('quay.io/team', ['a.example.com/team'], 'NeverContactSource');

let cluster: StoredCluster;
let running: BackgroundCheck[];
let logger: ReturnType<typeof recordingLogger>;
let current: ClusterCheck | undefined;
let checks: number;
let reports: ClusterReport[];
let events: string[];
let enforcement: ReturnType<typeof enforcementOf>;

beforeEach(() => {
  cluster = new StoredCluster([team]);
  running = [];
  logger = recordingLogger();
  current = undefined;
  checks = 0;
  reports = [];
  events = [];
  enforcement = enforcementOf();
});
afterEach(() => Promise.all(running.map((check) => check.stop())));

function start(more: Partial<BackgroundCheckOptions> = {}): BackgroundCheck {
  const check = new BackgroundCheck({
    rules,
    enforcement: () => enforcement,
    cluster,
    meter: {
      observe: (found) => {
        current = found;
        checks += 1;
      },
      clear: () => {
        current = undefined;
      },
    },
    reports: {
      publish: async (report) => {
        reports.push(report);
        return 'written';
      },
    },
    events: {
      create: async ({ reason }) => {
        events.push(reason);
        return 'created';
      },
    },
    pageOf: (rule) => `https://docs.example.com/${rule}`,
    logger,
    nowMs: Date.now,
    ...more,
    timing: { settleMs: 20, renewMs: 10, retryMs: 40, everyMs: 60_000, ...more.timing },
  });
  running.push(check);
  check.start();
  return check;
}

describe('BackgroundCheck', () => {
  it('checks at the start, and after each change', async () => {
    const check = start();
    await untilTrue(() => current?.isBlocked === false);
    cluster.put(never);
    check.changed();
    await untilTrue(() => current?.isBlocked === true);
    expect(events).toEqual(['NoConflictingSourcePolicy']);
    cluster.remove(never);
    check.changed();
    await untilTrue(() => current?.isBlocked === false && reports.length === 3);
    expect(reports.map(({ summary }) => summary.fail)).toEqual([0, 1, 0]);
  });

  it('checks once for changes that arrive together', async () => {
    const check = start({ timing: { settleMs: 50 } });
    await untilTrue(() => checks === 1);
    for (let change = 0; change < 100; change++) {
      cluster.put(idms(`set-${change}`).mirror(`quay.io/${change}`, ['a.example.com/x']));
      check.changed();
    }
    await untilTrue(() => current?.entries === 101);
    expect(checks).toBe(2);
  });

  it('checks while changes do not stop, after the longest delay', async () => {
    const check = start({ timing: { settleMs: 50, maxSettleMs: 100 } });
    await untilTrue(() => checks === 1);
    const changes = setInterval(() => check.changed(), 10);
    await untilTrue(() => checks === 3);
    clearInterval(changes);
  });

  it('checks at intervals without a change', async () => {
    start({ timing: { everyMs: 30 } });
    await untilTrue(() => checks >= 3);
  });

  it('checks again when the policy changes', async () => {
    cluster.put(never);
    start();
    await untilTrue(() => current?.findings.deny === 1);
    enforcement = enforcementOf({ rules: { 'no-conflicting-source-policy': 'warn' } });
    await untilTrue(() => current?.findings.deny === 0);
  });

  it('evaluates the state again if it changes in the meantime', async () => {
    let snapshots = 0;
    const changing = Object.assign(Object.create(cluster), {
      snapshot: () => {
        snapshots += 1;
        // The check takes two snapshots before it evaluates the first rule.
        if (snapshots === 5) cluster.put(never);
        return cluster.snapshot();
      },
    }) as StoredCluster;
    start({ cluster: changing });
    await untilTrue(() => checks === 1);
    expect(current).toMatchObject({ isBlocked: true, entries: 2, findings: { deny: 1 } });
  });

  it('finishes in a cluster that changes all the time', async () => {
    let version = 0;
    const changing = Object.assign(Object.create(cluster), {
      snapshot: () => ({ ...cluster.snapshot(), version: String(version++) }),
    }) as StoredCluster;
    start({ cluster: changing });
    await untilTrue(() => checks === 1);
  });

  it('has values in the leader alone, and writes there alone', async () => {
    const lease = { holder: true };
    start({ leadership: { acquireOrRenew: async () => lease.holder } });
    await untilTrue(() => checks === 1 && reports.length === 1);
    lease.holder = false;
    await untilTrue(() => current === undefined);
    running[0]?.changed();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect({ checks, reports: reports.length }).toEqual({ checks: 1, reports: 1 });
    lease.holder = true;
    await untilTrue(() => checks === 2);
  });

  it('is not the leader while the API server rejects the Lease, and logs the reason once', async () => {
    let isForbidden = true;
    start({
      leadership: {
        acquireOrRenew: async () => {
          if (isForbidden) throw new Error('leases is forbidden');
          return true;
        },
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(checks).toBe(0);
    isForbidden = false;
    await untilTrue(() => checks === 1);
    expect(logger.lines.filter(({ level }) => level === 'warn')).toEqual([
      { level: 'warn', message: 'Lease was not renewed', fields: { reason: 'leases is forbidden' } },
    ]);
  });

  describe('whose Lease expires while the process is paused', () => {
    let elapsedMs = 0;
    const monotonicMs = () => elapsedMs;
    const timing = { leaseMs: 15_000 };
    beforeEach(() => {
      cluster.put(never);
    });

    it('publishes nothing', async () => {
      let attempts = 0;
      const pausing = Object.assign(Object.create(cluster), {
        snapshot: () => {
          elapsedMs += 15_000;
          return cluster.snapshot();
        },
      }) as StoredCluster;
      const leadership = { acquireOrRenew: async () => ++attempts < 3 };
      start({ cluster: pausing, leadership, monotonicMs, timing });
      await untilTrue(() => attempts === 3);
      expect({ checks, reports, events }).toEqual({ checks: 0, reports: [], events: [] });
    });

    it('has no gauges', async () => {
      let isLeading = () => false;
      const meter = {
        observe: (_: ClusterCheck, isLeader: () => boolean) => {
          isLeading = isLeader;
        },
        clear: () => {},
      };
      start({
        meter,
        leadership: { acquireOrRenew: async () => true },
        monotonicMs,
        timing: { renewMs: 60_000 },
      });
      await untilTrue(() => reports.length === 1);
      expect(isLeading()).toBe(true);
      elapsedMs += 14_999;
      expect(isLeading()).toBe(true);
      elapsedMs += 1;
      expect(isLeading()).toBe(false);
    });

    it('creates no further Event, and logs it', async () => {
      cluster.put(idms('other').mirror('quay.io/other/', ['a.example.com/other']));
      const create = async ({ reason }: { readonly reason: string }) => {
        events.push(reason);
        elapsedMs += 15_000;
        return 'created' as const;
      };
      const leadership = { acquireOrRenew: async () => events.length === 0 };
      start({ events: { create }, leadership, monotonicMs, timing });
      const isWarning = ({ message }: { readonly message: string }) => message === 'Event was not created';
      await untilTrue(() => logger.lines.some(isWarning));
      expect(events).toHaveLength(1);
      expect(logger.lines.find(isWarning)?.fields).toEqual({ reason: 'the Lease expired before the write' });
    });
  });

  it('writes the report and the Events again after an error, and logs the reason once', async () => {
    cluster.put(never);
    let failures = 0;
    start({
      reports: {
        publish: () => {
          failures += 1;
          return failures < 3 ? Promise.reject(new Error('no')) : Promise.resolve('written');
        },
      },
    });
    await untilTrue(() => failures === 3);
    const isWarning = ({ message }: { readonly message: string }) =>
      message === 'Cluster report was not written';
    expect(logger.lines.filter(isWarning)).toHaveLength(1);
    // A failed write of the report does not prevent Events.
    expect(events).toEqual(['NoConflictingSourcePolicy']);
  });

  it('keeps the time of the last check while the mirror sets are unknown', async () => {
    const check = start();
    await untilTrue(() => checks === 1);
    const known = cluster.facts;
    cluster.facts = { known: {}, missing: { mirrorSets: 'is too old' } };
    check.changed();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(checks).toBe(1);
    cluster.facts = known;
    await untilTrue(() => checks === 2);
  });
});
