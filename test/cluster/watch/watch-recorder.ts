import type { ResourceSink, WatchMeter } from '../../../src/cluster/watch/ports.ts';
import { type JsonObject, valueAt } from '../../../src/model/json.ts';
import type { Logger } from '../../../src/webhook/ports.ts';

/** Records the meter calls, logs and objects of watches in order. Tests can wait for them. */
export class WatchRecorder {
  /** `state sets current`, `event sets`, `restart sets closed`. */
  readonly recorded: string[] = [];
  /** `warn Watch failed`. */
  readonly logged: string[] = [];
  /** Version by name. */
  readonly objects = new Map<string, string>();
  readonly #waiting = new Set<() => void>();

  readonly meter: WatchMeter = {
    state: (resource, state) => this.#record(`state ${resource} ${state}`),
    event: (resource) => this.#record(`event ${resource}`),
    restart: (resource, reason) => this.#record(`restart ${resource} ${reason}`),
  };

  readonly logger: Logger = {
    debug: () => {},
    info: (message) => this.logged.push(`info ${message}`),
    warn: (message) => this.logged.push(`warn ${message}`),
    error: (message) => this.logged.push(`error ${message}`),
  };

  readonly sink: ResourceSink = {
    replace: (objects) => {
      this.objects.clear();
      for (const object of objects) this.sink.apply(object);
    },
    apply: (object) => {
      this.objects.set(textAt(object, 'name'), textAt(object, 'resourceVersion'));
    },
    remove: (object) => {
      this.objects.delete(textAt(object, 'name'));
    },
  };

  get names(): readonly string[] {
    return [...this.objects.keys()].sort();
  }

  count(record: string): number {
    return this.recorded.filter((each) => each === record).length;
  }

  /** Resolves as soon as the condition holds after a record. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!holds()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  #record(record: string): void {
    this.recorded.push(record);
    // The watch records an event before it completes it.
    queueMicrotask(() => {
      for (const check of [...this.#waiting]) check();
    });
  }
}

function textAt(object: JsonObject, field: string): string {
  return String(valueAt(object, ['metadata', field]));
}
