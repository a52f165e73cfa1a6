import { spawnSync } from 'node:child_process';

/** A location that skopeo tried. */
export interface Attempt {
  readonly reference: string;
  readonly isBlocked: boolean;
}

export function hasSkopeo(): boolean {
  return spawnSync('skopeo', ['--version']).status === 0;
}

/**
 * The locations that skopeo tries for a reference, in order; empty if it fails earlier. skopeo and CRI-O pull
 * with the same library. skopeo runs without a network: every attempt fails, so it tries all locations.
 *
 * @param home the home folder, with the drop-ins
 */
export function runSkopeo(reference: string, registriesConf: string, home: string): Attempt[] {
  const isRoot = process.getuid?.() === 0;
  const options = [
    isRoot ? '-n' : '-rn',
    'skopeo',
    '--debug',
    '--registries-conf',
    registriesConf,
    'inspect',
    '--no-tags',
    `docker://${reference}`,
  ];
  const { stderr } = spawnSync('unshare', options, {
    encoding: 'utf8',
    env: { ...process.env, HOME: home },
  });
  return readAttempts(stderr);
}

/** Parses the attempts in a debug log. */
export function readAttempts(log: string): Attempt[] {
  const attempts: Attempt[] = [];
  for (const line of log.split('\n')) {
    const tried = /msg="Trying to access \\"([^"\\]+)\\"/.exec(line)?.[1];
    if (tried !== undefined) attempts.push({ reference: tried, isBlocked: false });
    const last = attempts.at(-1);
    if (
      last !== undefined &&
      line.includes(`Accessing \\"${last.reference}\\" failed: registry`) &&
      line.includes('is blocked in')
    ) {
      attempts.splice(-1, 1, { ...last, isBlocked: true });
    }
  }
  return attempts;
}
