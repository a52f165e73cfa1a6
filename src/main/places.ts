import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where things are when nobody says so. */
export interface Places {
  /** Undefined outside a checkout: an installed package has no cluster to show. */
  readonly clusterDir?: string;
  readonly stateDir: string;
  /** A review that is refused, to try the webhook out with. */
  readonly exampleReview?: string;
  /** Where whoever started this is. */
  readonly shellFolder: string;
}

/** @param moduleUrl of a module that lies two folders (sources) or one folder (bundle) below the root */
export function findPlaces(
  moduleUrl: string,
  environment: Readonly<Record<string, string | undefined>>,
): Places {
  const checkout = ['..', '../..']
    .map((up) => fileURLToPath(new URL(`./${up}/`, moduleUrl)))
    .find((root) => existsSync(join(root, 'package.json')) && existsSync(join(root, 'examples', 'cluster')));
  // npm starts a script in the root of its package, wherever it was called.
  const shellFolder = environment.INIT_CWD || process.cwd();
  if (checkout === undefined) {
    const stateHome = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state');
    return { stateDir: join(stateHome, 'mirrorguard'), shellFolder };
  }
  return {
    clusterDir: join(checkout, 'examples', 'cluster'),
    stateDir: join(checkout, '.state'),
    exampleReview: join(checkout, 'examples', 'reviews', 'refused.json'),
    shellFolder,
  };
}
