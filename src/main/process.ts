/** Functions of the entry points for their own process. */
import type { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Logger } from '../webhook/ports.ts';

/** Set by the bundler; in a checkout, the version is read from package.json. */
declare const MIRRORGUARD_VERSION: string | undefined;

export function readVersion(): string {
  if (typeof MIRRORGUARD_VERSION === 'string') return MIRRORGUARD_VERSION;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return version;
}

/**
 * The command of a plugin, which kubectl and oc find by its file name: `kubectl mirrorguard` for
 * `kubectl-mirrorguard`. Undefined for any other file.
 * @param paths the paths of the script and of the executable
 */
export function pluginName(paths: readonly (string | undefined)[]): string | undefined {
  for (const path of paths) {
    const [, host] = /(?:^|[\\/])(kubectl|oc)-mirrorguard(?:\.\w+)?$/.exec(path ?? '') ?? [];
    if (host !== undefined) return `${host} mirrorguard`;
  }
  return undefined;
}

/** The minimum in package.json; older releases lack functions that the bundle calls. */
const oldestNode = { major: 22, minor: 19 };

/** The error for a Node.js version that is too old; undefined for a supported one. */
export function describeOldNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const oldest = `${oldestNode.major}.${oldestNode.minor}`;
  if (major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)) return undefined;
  return `mirrorguard requires Node.js ${oldest} or later, but this is ${version}`;
}

/** Logs warnings of Node.js, which would otherwise be printed as lines that are not JSON. */
export function logNodeWarnings(process: EventEmitter, logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error) => logger.warn('Received Node.js warning', { err: warning }));
}

const parentPollMs = 500;

/**
 * Calls back once after the parent process exited.
 * @param parentId returns the current id of the parent process
 */
export function onParentExit(parentId: () => number, callBack: () => void): void {
  const parent = parentId();
  const timer = setInterval(() => {
    if (parentId() === parent) return;
    clearInterval(timer);
    callBack();
  }, parentPollMs);
  timer.unref();
}
