import type { Logger } from '../webhook/ports.ts';
import type { ApiConnection } from './api-connection.ts';
import { usualTiming, type WatchMeter, type WatchTiming } from './watch/ports.ts';
import { ResourceWatch } from './watch/resource-watch.ts';

export interface CaBundleWatchOptions {
  readonly api: Pick<ApiConnection, 'call' | 'open'>;
  /** Name of both configurations. */
  readonly configuration: string;
  readonly meter: WatchMeter;
  readonly logger: Logger;
  readonly nowMs?: () => number;
  readonly timing?: WatchTiming;
}

/** Plural names of what is watched. */
export const watchedConfigurations = [
  'mutatingwebhookconfigurations',
  'validatingwebhookconfigurations',
] as const;

/**
 * Tells at once that one of our webhook configurations is new, was changed or is gone, whoever did it. What is in it is for
 * `CaBundleStore` to read: a watch may be late, and what is written must be made from what is there now.
 */
export class CaBundleWatch {
  private readonly options: CaBundleWatchOptions;
  private watches: readonly ResourceWatch[] = [];

  constructor(options: CaBundleWatchOptions) {
    this.options = options;
  }

  /** @param onChange may be called when nothing is different: after each list, and for changes that are our own */
  start(onChange: () => void): void {
    const { configuration, nowMs = Date.now, timing = usualTiming, ...parts } = this.options;
    const selector = encodeURIComponent(`metadata.name=${configuration}`);
    const sink = { replace: onChange, apply: onChange, remove: onChange };
    this.watches = watchedConfigurations.map((resource) => {
      const path = `/apis/admissionregistration.k8s.io/v1/${resource}?fieldSelector=${selector}`;
      return new ResourceWatch({ ...parts, resource, path, parts: 'metadata', sink, nowMs, timing });
    });
    for (const watch of this.watches) watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.watches.map((watch) => watch.stop()));
  }
}
