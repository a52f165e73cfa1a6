import type {
  BundlePublisher,
  BundleWatch,
  Leadership,
  PublishedBundle,
  SecretStore,
  SecretTexts,
  SelfPorts,
  StoredSecret,
} from '../../../src/certificates/self/ports.ts';
import { SelfSource, type SelfSourceOptions } from '../../../src/certificates/self/self-source.ts';
import { keyFromPool } from './key-pool.ts';

export const serverName = 'mirrorguard.guard.svc';
export const minuteMs = 60_000;
export const lives = { caLifeMs: 600 * minuteMs, leafLifeMs: 200 * minuteMs, settleMs: minuteMs };

type Part = 'secrets' | 'bundles' | 'leadership';

/**
 * An in-memory cluster: one Secret, two webhook configurations and one Lease, with resource versions and a
 * manual clock.
 */
export class Simulation {
  nowMs = Date.UTC(2026, 0, 1);
  /** Monotonic time. */
  elapsedMs = 0;
  secret: Exclude<StoredSecret, { kind: 'absent' }> | undefined;
  configurations = [
    { target: 'MutatingWebhookConfiguration "a"', pem: '', version: 1 },
    { target: 'ValidatingWebhookConfiguration "a"', pem: '', version: 1 },
  ];
  /** Each written bundle, with the time of the write. */
  readonly history: Array<{ readonly sinceMs: number; readonly pem: string }> = [];
  leader = 'one';
  readonly forbidden = new Set<Part>();
  readonly steps: string[] = [];
  private readonly watchers = new Set<() => void>();
  private readonly onWrite = new Set<() => void>();
  private version = 1;

  pass(ms: number): void {
    this.nowMs += ms;
    this.elapsedMs += ms;
  }

  replica(name = 'one', options: Partial<SelfSourceOptions> = {}): SelfSource {
    return new SelfSource({
      serverName,
      ...this.portsOf(name),
      ...lives,
      nowMs: () => this.nowMs,
      elapsedMs: () => this.elapsedMs,
      newKeyPair: keyFromPool,
      onStep: (step) => this.steps.push(step),
      ...options,
    });
  }

  portsOf(name: string): SelfPorts {
    return {
      secrets: this.secretStore(),
      bundles: this.bundlePublisher(),
      bundleWatch: this.bundleWatch(),
      leadership: this.leadership(name),
    };
  }

  store(texts: SecretTexts): void {
    this.secret = { kind: 'ours', texts, version: `${++this.version}` };
  }

  text(key: string): string {
    return (this.secret?.kind === 'ours' ? this.secret.texts[key] : undefined) ?? '';
  }

  private secretStore(): SecretStore {
    return {
      read: async () => {
        this.refuse('secrets');
        return this.secret ?? { kind: 'absent' };
      },
      create: async (texts) => {
        if (this.secret !== undefined) return 'conflict';
        this.store(texts);
        return 'written';
      },
      replace: async (texts, version) => {
        if (this.secret?.kind !== 'ours' || this.secret.version !== version) return 'conflict';
        this.store(texts);
        return 'written';
      },
    };
  }

  private bundlePublisher(): BundlePublisher {
    const versions = new WeakMap<PublishedBundle, number>();
    return {
      read: async () => {
        this.refuse('bundles');
        return this.configurations.map(({ target, pem, version }) => {
          const published = { target, bundlePems: [pem] };
          versions.set(published, version);
          return published;
        });
      },
      write: async (published, pem) => {
        this.refuse('bundles');
        const configuration = this.configurations.find(({ target }) => target === published.target);
        if (configuration === undefined || configuration.version !== versions.get(published))
          return 'conflict';
        configuration.pem = pem;
        configuration.version++;
        this.history.push({ sinceMs: this.elapsedMs, pem });
        for (const writer of this.onWrite) writer();
        return 'written';
      },
    };
  }

  /** Changes the configurations as another client does. Watches report the change immediately. */
  change(configurations: Simulation['configurations']): void {
    this.configurations = configurations;
    for (const onChange of this.watchers) onChange();
  }

  get isWatched(): boolean {
    return this.watchers.size > 0;
  }

  /** Resolves after `count` more writes of configurations. */
  untilWritten(count: number): Promise<void> {
    const all = this.history.length + count;
    return new Promise((resolve) => this.onWrite.add(() => this.history.length >= all && resolve()));
  }

  private bundleWatch(): BundleWatch {
    let watcher = () => {};
    return {
      start: (onChange) => {
        watcher = onChange;
        this.watchers.add(watcher);
      },
      stop: async () => void this.watchers.delete(watcher),
    };
  }

  private leadership(name: string): Leadership {
    return {
      acquireOrRenew: async () => {
        this.refuse('leadership');
        return this.leader === name;
      },
      release: async () => {
        if (this.leader === name) this.leader = '';
      },
    };
  }

  private refuse(part: Part): void {
    if (this.forbidden.has(part)) throw new Error(`${part} is forbidden`);
  }
}
