import type { Logger } from '../webhook/ports.ts';
import { customResource } from './watch/list-resource.ts';
import { defaultTiming, type WatchMeter, type WatchTiming } from './watch/ports.ts';
import { ResourceWatch, type WatchApi } from './watch/resource-watch.ts';

export interface CaBundleWatchOptions {
  readonly api: WatchApi;
  /** The name of both configurations. */
  readonly configuration: string;
  readonly meter: WatchMeter;
  readonly logger: Logger;
  readonly monotonicMs?: () => number;
  readonly timing?: WatchTiming;
}

const configurations = [
  { kind: 'MutatingWebhookConfiguration', plural: 'mutatingwebhookconfigurations' },
  { kind: 'ValidatingWebhookConfiguration', plural: 'validatingwebhookconfigurations' },
] as const;

/** Plural names of the watched resources. */
export const watchedConfigurations = configurations.map(({ plural }) => plural);

/**
 * Reports changes of the webhook configurations immediately, by any client. `CaBundleStore` reads the
 * content, because a watch can be late and a write must be based on the current version.
 */
export class CaBundleWatch {
  private readonly options: CaBundleWatchOptions;
  private watches: readonly ResourceWatch[] = [];

  constructor(options: CaBundleWatchOptions) {
    this.options = options;
  }

  /** @param onChange also called without a difference: after each list and for writes of this process */
  start(onChange: () => void): void {
    const { configuration, timing = defaultTiming, ...options } = this.options;
    const { monotonicMs = () => performance.now() } = options;
    const sink = { replace: onChange, apply: onChange, remove: onChange };
    this.watches = configurations.map((names) => {
      const resource = customResource('admissionregistration.k8s.io', 'v1', names, configuration);
      return new ResourceWatch({ ...options, resource, metadataOnly: true, sink, monotonicMs, timing });
    });
    for (const watch of this.watches) watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.watches.map((watch) => watch.stop()));
  }
}
