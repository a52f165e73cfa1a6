import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A platform of an executable, with the names of Node. */
export interface Target {
  readonly platform: 'linux' | 'darwin' | 'win';
  readonly arch: 'x64' | 'arm64' | 'ppc64le' | 's390x';
}

/** The platform of this process. */
export function isHost({ platform, arch }: Target): boolean {
  const hostPlatform = process.platform === 'win32' ? 'win' : process.platform;
  // Node uses one name for both byte orders of ppc64 and supports only one of them.
  const hostArch = process.arch === 'ppc64' ? 'ppc64le' : process.arch;
  return platform === hostPlatform && arch === hostArch;
}

/**
 * Downloads the official Node binary in the version of this process, and verifies its checksum.
 * @param dist the URL of the folder with all versions, such as https://nodejs.org/dist
 * @returns the path of the binary
 */
export async function downloadNode(dist: string, target: Target, folder: string): Promise<string> {
  const release = `${dist}/${process.version}`;
  const name = `node-${process.version}-${target.platform}-${target.arch}`;
  const path = target.platform === 'win' ? `${target.platform}-${target.arch}/node.exe` : `${name}.tar.gz`;
  const sums = (await download(`${release}/SHASUMS256.txt`)).toString();
  const content = await download(`${release}/${path}`);
  verify(sums, path, content);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, path.replaceAll('/', '-'));
  writeFileSync(file, content);
  if (target.platform === 'win') return file;
  execFileSync('tar', ['--extract', '--directory', folder, '--file', file, `${name}/bin/node`]);
  return join(folder, name, 'bin', 'node');
}

/** Throws if the checksum of a file differs from the list. */
export function verify(sums: string, path: string, content: Buffer): void {
  const expected = sums
    .split('\n')
    .map((line) => line.split(/\s+/))
    .find(([, file]) => file === path)?.[0];
  const actual = createHash('sha256').update(content).digest('hex');
  if (expected !== actual)
    throw new Error(`the checksum of ${path} is ${actual}, but SHASUMS256.txt states ${expected ?? 'none'}`);
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} responds with status ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
