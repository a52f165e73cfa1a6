import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const cache =
  process.env.E2E_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'mirrorguard-e2e');
const built = join(cache, 'bin', 'helm');

function findHelm(): string | undefined {
  const candidates = [process.env.HELM, existsSync(built) ? built : undefined, 'helm'];
  return candidates.find(
    (candidate) => candidate !== undefined && spawnSync(candidate, ['version']).status === 0,
  );
}

/** The helm binary: from the variable HELM, from the cache of the end-to-end tests, or from PATH. */
export const helm = findHelm();
