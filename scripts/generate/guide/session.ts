import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCli } from '../../../src/cli/program.ts';
import { parseManifests } from '../../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../../src/manifests/source-file.ts';
import { noClusters } from '../no-clusters.ts';
import { ShownCluster } from './shown-cluster.ts';

/** A terminal with its own folder and cluster for the commands of one guide. */
export class GuideSession {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mirrorguard-guide-'));
  readonly #cluster = new ShownCluster();

  write(name: string, text: string): void {
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /**
   * Runs the commands of a console block and returns each with its output.
   * @param time the time of the run: a date, or a date and time
   */
  async rewriteConsole(body: string, time: string | undefined): Promise<string> {
    if (time !== undefined) this.#cluster.webhook.nowMs = Date.parse(time);
    const commands = body.split('\n').filter((line) => line.startsWith('$ '));
    let text = '';
    for (const command of commands) text += `${command}\n${await this.#run(command.slice(2).split(' '))}`;
    return text;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  async #run([program, ...args]: readonly string[]): Promise<string> {
    if (program === 'mirrorguard') return this.#mirrorguard(args);
    if (program === 'kubectl' && args[0] === 'apply' && args[1] === '-f') return this.#apply(args.slice(2));
    if (program === 'kubectl' && args.slice(0, 3).join(' ') === 'create configmap mirrorguard-policy')
      return this.#enforce(args);
    const known =
      'kubectl (apply -f FILE [--as USER] [--as-group GROUP], create configmap mirrorguard-policy)';
    throw new Error(`a guide can run mirrorguard and ${known}, not: ${[program, ...args].join(' ')}`);
  }

  async #mirrorguard(args: readonly string[]): Promise<string> {
    let printed = '';
    const print = (text: string) => {
      printed += text;
    };
    const from = process.cwd();
    process.chdir(this.#folder);
    try {
      const io = {
        readStdin: async () => new Uint8Array(),
        writeOut: print,
        writeErr: print,
        isTerminal: false,
        env: {},
        nowMs: () => this.#cluster.webhook.nowMs,
        readReportPage: () => '',
        clusters: noClusters,
        version: '',
      };
      await runCli(args, io);
    } finally {
      process.chdir(from);
    }
    return printed;
  }

  /** Simulates the ConfigMap that the chart mounts as the policy. */
  #enforce(args: readonly string[]): string {
    const name = args[args.indexOf('--from-file') + 1] ?? '';
    this.#cluster.enforce(readFileSync(join(this.#folder, name), 'utf8'));
    return 'configmap/mirrorguard-policy configured\n';
  }

  #apply([name = '', ...options]: readonly string[]): string {
    const { values } = parseArgs({
      args: [...options],
      options: { as: { type: 'string' }, 'as-group': { type: 'string', multiple: true } },
    });
    const requester = { name: values.as ?? 'admin', groups: values['as-group'] ?? [] };
    const { manifests } = parseManifests(toSourceFile(name, readFileSync(join(this.#folder, name), 'utf8')));
    const printed = manifests.map(({ object }) => this.#cluster.apply(object, requester)).join('');
    this.write('audit.log', this.#cluster.webhook.log);
    return printed;
  }
}
