import { Counter, Gauge, type Registry } from 'prom-client';
import { configurationOf, metricDefinitions } from './metric-definitions.ts';

const states = ['starting', 'current', 'absent', 'failed', 'excluded'] as const;
const restarts = ['closed', 'silent', 'expired', 'failed'] as const;

export interface WatchMetrics {
  state(resource: string, state: (typeof states)[number]): void;
  event(resource: string): void;
  restart(resource: string, reason: (typeof restarts)[number]): void;
}

/** @param resources plural names of the watched resources */
export function createWatchMetrics(registers: Registry[], resources: readonly string[]): WatchMetrics {
  const state = new Gauge(configurationOf(metricDefinitions.watchState, registers));
  const events = new Counter(configurationOf(metricDefinitions.watchEvents, registers));
  const ended = new Counter(configurationOf(metricDefinitions.watchRestarts, registers));
  for (const resource of resources) {
    for (const name of states) state.set({ resource, state: name }, 0);
    events.inc({ resource }, 0);
    for (const reason of restarts) ended.inc({ resource, reason }, 0);
  }
  return {
    state(resource, now) {
      for (const name of states) state.set({ resource, state: name }, Number(name === now));
    },
    event: (resource) => events.inc({ resource }),
    restart: (resource, reason) => ended.inc({ resource, reason }),
  };
}
