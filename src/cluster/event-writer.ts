import { V1MicroTime, type V1ObjectReference } from '@kubernetes/client-node';
import type { FaultEvent } from '../background/fault-events.ts';
import type { EventSink } from '../background/ports.ts';
import { type ApiConnection, unlessConflict } from './api-connection.ts';

export interface EventWriterOptions {
  readonly api: Pick<ApiConnection, 'events'>;
  /** The name of the pod. */
  readonly instance: string;
  readonly nowMs: () => number;
}

/** Events about cluster-scoped objects must be in this namespace. */
export const eventNamespace = 'default';

/** Creates Events (events.k8s.io/v1). */
export class EventWriter implements EventSink {
  readonly #options: EventWriterOptions;

  constructor(options: EventWriterOptions) {
    this.#options = options;
  }

  async create({ name, regarding, related, ...event }: FaultEvent): Promise<'created' | 'exists'> {
    const { api, instance, nowMs } = this.#options;
    const body = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: {
        name,
        namespace: eventNamespace,
        labels: { 'app.kubernetes.io/managed-by': 'mirrorguard' },
      },
      eventTime: new V1MicroTime(nowMs()),
      type: 'Warning',
      action: 'CheckCluster',
      reportingController: 'mirrorguard.io/background-check',
      reportingInstance: instance,
      ...event,
      regarding: regarding as V1ObjectReference,
      ...(related === undefined ? {} : { related: related as V1ObjectReference }),
    };
    const call = api.events.createNamespacedEvent({ namespace: eventNamespace, body });
    return (await unlessConflict(call)) === 'written' ? 'created' : 'exists';
  }
}
