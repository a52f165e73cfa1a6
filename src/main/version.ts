import { readFileSync } from 'node:fs';

/** Set by the bundler; sources that run from a checkout read package.json. */
declare const MIRRORGUARD_VERSION: string | undefined;

export function readVersion(): string {
  if (typeof MIRRORGUARD_VERSION === 'string') return MIRRORGUARD_VERSION;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
