import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `audit.log` is the current file; `audit.log.20261122T035438123Z` was rotated at that time (UTC). */
const rotatedSuffix = /^\.(\d{8}T\d{9}Z)$/;
const asideSuffix = /^\.(?:partial|corrupt)-\d{8}T\d{9}Z$/;

/**
 * Rotated files of a log, oldest first. Sorted by name, because the modification time of a copied file is not
 * reliable.
 */
export async function findRotated(path: string): Promise<readonly string[]> {
  return findBySuffix(path, rotatedSuffix);
}

export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** Wall clock of the rotation. */
  readonly rotatedMs: number;
}

export interface StoredFiles {
  /** Oldest first. */
  readonly rotated: readonly StoredFile[];
  /** Size of the data that was moved aside. */
  readonly asideBytes: number;
}

/** All files of a log except the current one, with their sizes. */
export async function surveyFiles(path: string): Promise<StoredFiles> {
  const rotated: StoredFile[] = [];
  for (const file of await findRotated(path))
    rotated.push({ path: file, bytes: await sizeOf(file), rotatedMs: rotatedMsOf(path, file) });
  let asideBytes = 0;
  for (const file of await findBySuffix(path, asideSuffix)) asideBytes += await sizeOf(file);
  return { rotated, asideBytes };
}

async function findBySuffix(path: string, suffix: RegExp): Promise<readonly string[]> {
  const folder = dirname(path);
  const prefix = basename(path);
  return (await readdir(folder))
    .filter((name) => name.startsWith(prefix) && suffix.test(name.slice(prefix.length)))
    .sort()
    .map((name) => join(folder, name));
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

/**
 * A name that sorts after all existing ones, even if the clock was set back or two files are rotated within a
 * millisecond.
 */
export function rotatedName(path: string, nowMs: number, rotated: readonly string[]): string {
  const newest = rotated.at(-1);
  const newestMs = newest === undefined ? 0 : rotatedMsOf(path, newest);
  return `${path}.${toStamp(Math.max(nowMs, newestMs + 1))}`;
}

/** The current file that belongs to a rotated file; undefined for any other name. */
export function currentFileOf(path: string): string | undefined {
  const [suffix] = /\.[^.]*$/.exec(path) ?? [];
  return suffix !== undefined && rotatedSuffix.test(suffix) ? path.slice(0, -suffix.length) : undefined;
}

/** The path of the next current file, which is created before the current one is renamed. */
export function nextFileOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.next`);
}

/** The name for data that is moved aside; mirrorguard never changes or removes such files. */
export function asideName(path: string, what: 'partial' | 'corrupt', nowMs: number): string {
  return `${path}.${what}-${toStamp(nowMs)}`;
}

function toStamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:.]/g, '');
}

function rotatedMsOf(path: string, rotated: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^(....)(..)(..)T(..)(..)(..)(...)Z$/.exec(rotated.slice(path.length + 1)) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
