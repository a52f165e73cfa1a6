import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../bundle-options.mjs';
import { type Artifact, built, skipped } from './artifact.ts';
import { buildExecutable } from './executable.ts';
import { downloadNode, isHost, type Target } from './node-binaries.ts';
import type { ReleaseOptions } from './options.ts';
import { readBuildTime, run, sha256 } from './run.ts';

const targets: readonly Target[] = [
  { platform: 'linux', arch: 'x64' },
  { platform: 'linux', arch: 'arm64' },
  { platform: 'linux', arch: 'ppc64le' },
  { platform: 'linux', arch: 's390x' },
  { platform: 'darwin', arch: 'x64' },
  { platform: 'darwin', arch: 'arm64' },
  { platform: 'win', arch: 'x64' },
];

/**
 * An archive with the executable and its licenses. Platform names are those of Go, which kubectl and krew
 * use.
 */
export interface ExecutableArchive {
  readonly os: string;
  readonly arch: string;
  /** Path relative to the release folder. */
  readonly file: string;
  readonly sha256: string;
}

export interface ReleasedExecutables {
  readonly artifacts: readonly Artifact[];
  readonly archives: readonly ExecutableArchive[];
}

/** Builds one archive for each platform, or uses the archive that another machine built. */
export async function releaseExecutables(options: ReleaseOptions): Promise<ReleasedExecutables> {
  const artifacts: Artifact[] = [];
  const archives: ExecutableArchive[] = [];
  for (const target of targets) {
    const archive = archiveFor(target, options.version);
    const name = `executable ${archive.os}/${archive.arch}`;
    const reason = takePrebuilt(archive.file, options)
      ? undefined
      : await buildArchive(target, archive.file, options);
    if (reason === undefined) {
      archives.push({ ...archive, sha256: sha256(join(options.out, archive.file)) });
      artifacts.push(built(name, archive.file));
    } else artifacts.push(skipped(name, reason));
  }
  return { artifacts, archives };
}

function takePrebuilt(file: string, { prebuilt, out }: ReleaseOptions): boolean {
  const archive = prebuilt === undefined ? undefined : join(prebuilt, basename(file));
  if (archive === undefined || !existsSync(archive)) return false;
  cpSync(archive, join(out, file));
  return true;
}

function archiveFor({ platform, arch }: Target, version: string) {
  const os = platform === 'win' ? 'windows' : platform;
  const goArch = arch === 'x64' ? 'amd64' : arch;
  const file = join('executables', `mirrorguard-${version}-${os}-${goArch}.tar.gz`);
  return { os, arch: goArch, file };
}

/** Returns the reason if the archive cannot be built here. */
async function buildArchive(
  target: Target,
  file: string,
  { out, nodeDist }: ReleaseOptions,
): Promise<string | undefined> {
  if (target.platform === 'darwin' && process.platform !== 'darwin')
    return 'requires macOS, which signs executables (codesign)';
  const work = mkdtempSync(join(tmpdir(), 'mirrorguard-release-'));
  try {
    const node = await findNode(target, nodeDist, work);
    if (node instanceof Error) return `requires ${nodeDist}: ${node.message}`;
    const content = join(work, 'mirrorguard');
    mkdirSync(content);
    const program = target.platform === 'win' ? 'mirrorguard.exe' : 'mirrorguard';
    await buildExecutable(node, join(content, program), { sign: target.platform === 'darwin' });
    for (const text of ['LICENSE', join('dist', 'THIRD-PARTY-LICENSES.txt')])
      cpSync(join(root, text), join(content, text.replace(/^.*[/\\]/, '')));
    mkdirSync(join(out, 'executables'), { recursive: true });
    pack(content, join(out, file));
    return undefined;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Returns an error if the binary cannot be downloaded; throws for a wrong checksum. */
async function findNode(target: Target, dist: string, folder: string): Promise<string | Error> {
  if (isHost(target)) return process.execPath;
  try {
    return await downloadNode(dist, target, folder);
  } catch (error) {
    // `fetch` rejects with a TypeError if it cannot connect.
    if (error instanceof TypeError)
      return new Error(String((error.cause as Error | undefined)?.message ?? error.message));
    throw error;
  }
}

function pack(folder: string, archive: string): void {
  const reproducible = [
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    `--mtime=@${readBuildTime()}`,
  ];
  // The tar of macOS and Windows does not support these options.
  const options = process.platform === 'linux' ? reproducible : [];
  run('tar', ['--create', '--gzip', ...options, '--file', archive, '--directory', folder, '.']);
}
