import { Counter, Gauge, type Registry } from 'prom-client';

const standings = ['starting', 'current', 'absent', 'failed'] as const;
const restarts = ['closed', 'silent', 'expired', 'failed'] as const;

export interface WatchMetrics {
  state(resource: string, state: (typeof standings)[number]): void;
  event(resource: string): void;
  restart(resource: string, why: (typeof restarts)[number]): void;
}

/** How the watches fare. @param resources plural names of all that may be watched: a closed set */
export function createWatchMetrics(registers: Registry[], resources: readonly string[]): WatchMetrics {
  const standing = new Gauge({
    name: 'mirrorguard_watch_standing',
    help: '1 for how the watch of a resource stands now: starting, current, absent (the cluster has no such resource) or failed.',
    labelNames: ['resource', 'standing'],
    registers,
  });
  const events = new Counter({
    name: 'mirrorguard_watch_events_total',
    help: 'Changes that watches have told of.',
    labelNames: ['resource'],
    registers,
  });
  const ended = new Counter({
    name: 'mirrorguard_watch_restarts_total',
    help: 'Watches that ended: closed by the server, silent for too long, from a version that has expired, or failed.',
    labelNames: ['resource', 'why'],
    registers,
  });
  for (const resource of resources) {
    for (const name of standings) standing.set({ resource, standing: name }, 0);
    events.inc({ resource }, 0);
    for (const why of restarts) ended.inc({ resource, why }, 0);
  }
  return {
    state(resource, now) {
      for (const name of standings) standing.set({ resource, standing: name }, Number(name === now));
    },
    event: (resource) => events.inc({ resource }),
    restart: (resource, why) => ended.inc({ resource, why }),
  };
}
