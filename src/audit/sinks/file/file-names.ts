import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** `audit.log` is written; `audit.log.20261122T035438123Z` was full at that time (UTC). */
const rotatedSuffix = /^\.(\d{8}T\d{9}Z)$/;

/** Full files of a log, oldest first. Their names alone say the order: times of a copied file do not. */
export async function findRotated(path: string): Promise<readonly string[]> {
  const folder = dirname(path);
  const names = await readdir(folder);
  const prefix = basename(path);
  return names
    .filter((name) => name.startsWith(prefix) && rotatedSuffix.test(name.slice(prefix.length)))
    .sort()
    .map((name) => join(folder, name));
}

/** A name that sorts behind all others, also when the clock was set back or two files are full in one millisecond. */
export function rotatedName(path: string, nowMs: number, rotated: readonly string[]): string {
  const newest = rotated.at(-1);
  const newestMs = newest === undefined ? 0 : stampToMs(newest.slice(path.length + 1));
  return `${path}.${toStamp(Math.max(nowMs, newestMs + 1))}`;
}

/** For what is put aside: never touched again by mirrorguard. */
export function asideName(path: string, what: 'torn' | 'damaged', nowMs: number): string {
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
