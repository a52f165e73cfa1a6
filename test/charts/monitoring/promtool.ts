import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache =
  process.env.E2E_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mirrorguard-e2e');
const built = join(cache, 'bin', 'promtool');
const buildScript = join(import.meta.dirname, '..', '..', 'e2e', 'cluster', 'program');

const starts = (command: string, ...args: readonly string[]) => spawnSync(command, args).status === 0;

/** promtool from the cache, from PATH, or built from its Go module, which takes a minute and 80 MB once. */
export function findPromtool(): string | undefined {
  if (existsSync(built)) return built;
  if (starts('promtool', '--version')) return 'promtool';
  if (!starts('go', 'version')) return undefined;
  return spawnSync(buildScript, ['promtool'], { stdio: ['ignore', 2, 2] }).status === 0 ? built : undefined;
}
