import { hostname } from 'node:os';
import { BackgroundCheck } from '../background/background-check.ts';
import type { CheckMeter, Leadership } from '../background/ports.ts';
import { ClusterReportStore } from '../cluster/report-store.ts';
import type { Values } from '../config/read-options.ts';
import type { webhookOptions } from '../config/webhook-options.ts';
import { rules } from '../rules/index.ts';
import type { PageOf } from '../webhook/denial-status.ts';
import type { Logger } from '../webhook/ports.ts';
import { loadEventWriter } from './connect-on-demand.ts';
import type { EnforcedPolicy } from './enforced-policy.ts';
import type { OpenFacts } from './open-facts.ts';

interface BackgroundParts {
  readonly pageOf: PageOf;
  readonly facts: Pick<OpenFacts, 'watched'>;
  readonly policy: Pick<EnforcedPolicy, 'current'>;
  readonly leadership: Leadership | undefined;
  readonly meter: CheckMeter;
  readonly logger: Logger;
  readonly nowMs: () => number;
}

type Options = Pick<Values<typeof webhookOptions>, 'clusterReport' | 'events'>;

/** Starts the background check; undefined without a cluster. */
export async function openBackground(
  { clusterReport: name, events }: Options,
  { facts, policy, ...parts }: BackgroundParts,
): Promise<BackgroundCheck | undefined> {
  if (facts.watched === undefined) return undefined;
  const { cluster, api } = facts.watched;
  const { leadership, nowMs } = parts;
  // Write only with leader election; otherwise several replicas would write.
  const writes = leadership !== undefined;
  const Writer = writes && events === 'on' ? await loadEventWriter() : undefined;
  const check = new BackgroundCheck({
    ...parts,
    rules,
    cluster,
    enforcement: () => policy.current().enforcement,
    reports: writes && name !== undefined ? new ClusterReportStore({ api, name }) : undefined,
    events: Writer && new Writer({ api, instance: hostname(), nowMs }),
  });
  cluster.onChange = () => check.changed();
  check.start();
  return check;
}
