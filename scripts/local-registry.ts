import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A request for a manifest. */
export interface Request {
  /** RFC 3339 with nanoseconds, which gives an order of requests across registries. */
  readonly time: string;
  /** Host, port and repository. */
  readonly name: string;
}

/** The docker-registry of Debian on a separate port; initially empty. */
export class LocalRegistry {
  /** `127.0.0.1:40123` or `localhost:40123`. */
  readonly address: string;
  readonly #process: ChildProcess;
  readonly #closed: Promise<void>;
  readonly #requests: Request[] = [];

  private constructor(address: string, process: ChildProcess) {
    this.address = address;
    this.#process = process;
    this.#closed = new Promise((resolve) => process.once('close', () => resolve()));
  }

  static isInstalled(): boolean {
    return spawnSync('docker-registry', ['--version']).status === 0;
  }

  /** Resolves when the registry listens; rejects if it exits before that. */
  static async start(host: '127.0.0.1' | 'localhost', folder: string): Promise<LocalRegistry> {
    const port = await freePort();
    const home = join(folder, String(port));
    mkdirSync(home);
    const config = {
      version: 0.1,
      log: { level: 'info', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: home } },
      http: { addr: `127.0.0.1:${port}` },
    };
    const file = join(home, 'config.yml');
    writeFileSync(file, JSON.stringify(config));
    const child = spawn('docker-registry', ['serve', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TZ: 'UTC' },
    });
    const registry = new LocalRegistry(`${host}:${port}`, child);
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`docker-registry ended with ${code}`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        if (line.includes('msg="listening on ')) resolve();
        registry.#read(line);
      });
    });
    return registry;
  }

  /** Complete only after the registry has stopped. */
  get requests(): readonly Request[] {
    return this.#requests;
  }

  stop(): Promise<void> {
    this.#process.kill();
    return this.#closed;
  }

  #read(line: string): void {
    const asked =
      /^time="([^"]+)".*http\.request\.method=GET .*http\.request\.uri="?\/v2\/([^\s"]+)\/manifests\//.exec(
        line,
      );
    const [, time, repository] = asked ?? [];
    if (time !== undefined && repository !== undefined)
      this.#requests.push({ time, name: `${this.address}/${repository}` });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
