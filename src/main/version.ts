import { readFileSync } from 'node:fs';

/** Put in by the bundler; a checkout that runs from its sources has package.json at hand. */
declare const MIRRORGUARD_VERSION: string | undefined;

export function readVersion(): string {
  if (typeof MIRRORGUARD_VERSION === 'string') return MIRRORGUARD_VERSION;
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return version;
}
