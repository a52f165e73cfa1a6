import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { CertificateState } from '../../../src/certificates/certificate-source.ts';
import type { Step } from '../../../src/certificates/self/rotation.ts';

export interface ReplicaSettings {
  /** Name of the Service, the Lease, both webhook configurations and, by default, the Secret. */
  readonly name: string;
  readonly namespace: string;
  readonly caSecret?: string;
  readonly port: number;
  readonly caLifeMs: number;
  readonly leafLifeMs: number;
  readonly settleMs: number;
  /** Interval of checks without errors. Default: 500. */
  readonly checkIntervalMs?: number;
  /** How far its clock is ahead of that of the API server. */
  readonly aheadMs?: number;
}

export type ReplicaEvent =
  | { readonly event: 'step'; readonly step: Step['kind'] }
  | { readonly event: 'status'; readonly state: CertificateState; readonly reason: string };

const program = join(import.meta.dirname, 'replica-process.ts');

/** A replica in another process, with the permissions of a kubeconfig. */
export class Replica {
  readonly events: ReplicaEvent[] = [];
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  private readonly watchers = new Set<() => void>();
  private errors = '';

  constructor(settings: ReplicaSettings, kubeconfig: string) {
    this.child = spawn(process.execPath, [program, JSON.stringify(settings)], {
      env: { ...process.env, KUBECONFIG: kubeconfig },
    });
    this.ended = new Promise((resolve) => this.child.once('close', () => resolve()));
    if (this.child.stdout === null || this.child.stderr === null) throw new Error('a replica has no output');
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errors += text;
    });
    createInterface(this.child.stdout).on('line', (line) => {
      this.events.push(JSON.parse(line) as ReplicaEvent);
      for (const watcher of this.watchers) watcher();
    });
  }

  get status(): Extract<ReplicaEvent, { event: 'status' }> | undefined {
    return this.events.findLast((event) => event.event === 'status');
  }

  get steps(): readonly Step['kind'][] {
    return this.events.flatMap((event) => (event.event === 'step' ? [event.step] : []));
  }

  /** Resolves as soon as the condition is true; rejects after 30 s. */
  until(isSo: (replica: this) => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const check = () => {
      if (isSo(this)) resolve();
    };
    const timer = setTimeout(
      () =>
        reject(new Error(`a replica got only so far: ${JSON.stringify(this.events, null, 1)}${this.errors}`)),
      30_000,
    );
    this.watchers.add(check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      this.watchers.delete(check);
    });
  }

  untilReady(): Promise<void> {
    return this.until(({ status }) => status?.state === 'ok');
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }
}
