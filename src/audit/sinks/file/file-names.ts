import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `audit.log` is the current file; `audit.log.20261122T035438123Z` was rotated at that time (UTC). */
const rotatedSuffix = /^\.(\d{8}T\d{9}Z)$/;

/** Rotated files of a log, oldest first, by name: the modification time of a copied file is not reliable. */
export async function findRotated(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const names = await readdir(folder);
  const prefix = basename(path);
  return names
    .filter((name) => name.startsWith(prefix) && rotatedSuffix.test(name.slice(prefix.length)))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * A name that sorts after all others, even if the clock was set back or two files are rotated within a
 * millisecond.
 */
export function rotatedName(path: string, nowMs: number, rotated: readonly string[]): string {
  const newest = rotated.at(-1);
  const newestMs = newest === undefined ? 0 : stampToMs(newest.slice(path.length + 1));
  return `${path}.${toStamp(Math.max(nowMs, newestMs + 1))}`;
}

/** For data that is moved aside; mirrorguard never changes or removes it. */
export function asideName(path: string, what: 'partial' | 'corrupt', nowMs: number): string {
  return `${path}.${what}-${toStamp(nowMs)}`;
}

function toStamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:.]/g, '');
}

function stampToMs(stamp: string): number {
  const [, year, month, day, hour, minute, second, ms] =
    /^(....)(..)(..)T(..)(..)(..)(...)Z$/.exec(stamp) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}
