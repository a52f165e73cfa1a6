import type { ResourceSink, WatchMeter } from '../../../src/cluster/watch/ports.ts';
import { type JsonObject, valueAt } from '../../../src/model/json.ts';
import type { Logger } from '../../../src/webhook/ports.ts';

/** Everything that a watch tells, in its order, and a way to wait for it. */
export class WatchRecorder {
  /** `standing sets current`, `event sets`, `restart sets closed`. */
  readonly told: string[] = [];
  /** `warn cluster cannot be watched`. */
  readonly logged: string[] = [];
  /** Name and version of what is known. */
  readonly objects = new Map<string, string>();
  readonly #waiting = new Set<() => void>();

  readonly meter: WatchMeter = {
    standing: (resource, standing) => this.#tell(`standing ${resource} ${standing}`),
    event: (resource) => this.#tell(`event ${resource}`),
    restart: (resource, why) => this.#tell(`restart ${resource} ${why}`),
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

  count(said: string): number {
    return this.told.filter((one) => one === said).length;
  }

  /** Resolves as soon as something is told and the condition holds. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  #tell(said: string): void {
    this.told.push(said);
    // What is told before it is done is done by then.
    queueMicrotask(() => {
      for (const look of [...this.#waiting]) look();
    });
  }
}

function textAt(object: JsonObject, field: string): string {
  return String(valueAt(object, ['metadata', field]));
}
