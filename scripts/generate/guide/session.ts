import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseManifests } from '../../../src/cli/manifests/parse-manifests.ts';
import { toSourceFile } from '../../../src/cli/manifests/source-file.ts';
import { runCli } from '../../../src/cli/program.ts';
import { ShownCluster } from './shown-cluster.ts';

/** A terminal in a folder of its own, with a cluster: what a reader of a guide would have before them. */
export class GuideSession {
  readonly #folder = mkdtempSync(join(tmpdir(), 'mirrorguard-guide-'));
  readonly #cluster = new ShownCluster();

  write(name: string, text: string): void {
    const path = join(this.#folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** The commands of a console block, each with what it really prints. */
  async rewriteConsole(body: string): Promise<string> {
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
    if (program === 'kubectl' && args[0] === 'apply' && args[1] === '-f') return this.#apply(args[2] ?? '');
    throw new Error(`a guide can run mirrorguard and kubectl apply -f, not: ${[program, ...args].join(' ')}`);
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
        nowMs: () => 0,
        version: '',
      };
      await runCli(args, io);
    } finally {
      process.chdir(from);
    }
    return printed;
  }

  async #apply(name: string): Promise<string> {
    const { manifests } = parseManifests(toSourceFile(name, readFileSync(join(this.#folder, name), 'utf8')));
    let printed = '';
    for (const { object } of manifests) printed += await this.#cluster.apply(object);
    return printed;
  }
}
