import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Default paths, which depend on whether the webhook runs from a checkout. */
export interface DefaultPaths {
  /** Undefined outside a checkout: an installed package has no example cluster. */
  readonly clusterDir?: string;
  readonly stateDir: string;
  /** The script of the thread that evaluates large requests. */
  readonly workerFile: URL;
  /** An example review that is denied. */
  readonly exampleReview?: string;
  /** The working directory of the user. */
  readonly shellFolder: string;
}

/**
 * @param moduleUrl the URL of a module that is two folders (sources) or one folder (bundle) below the root
 */
export function findDefaultPaths(
  moduleUrl: string,
  environment: Readonly<Record<string, string | undefined>>,
): DefaultPaths {
  const checkout = ['..', '../..']
    .map((up) => fileURLToPath(new URL(`./${up}/`, moduleUrl)))
    .find((root) => existsSync(join(root, 'package.json')) && existsSync(join(root, 'examples', 'cluster')));
  const workerFile = new URL(`./evaluation-worker${extname(moduleUrl)}`, moduleUrl);
  // npm runs scripts in the root of the package and sets INIT_CWD to the working directory of the user.
  const shellFolder = environment.INIT_CWD || process.cwd();
  if (checkout === undefined) {
    const stateHome = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state');
    return { stateDir: join(stateHome, 'mirrorguard'), workerFile, shellFolder };
  }
  return {
    clusterDir: join(checkout, 'examples', 'cluster'),
    stateDir: join(checkout, '.state'),
    workerFile,
    exampleReview: join(checkout, 'examples', 'reviews', 'denied.json'),
    shellFolder,
  };
}
