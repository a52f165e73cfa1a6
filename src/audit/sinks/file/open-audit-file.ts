import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ChainHead, ChainNotes } from '../../audit-chain.ts';
import type { Seals } from '../../seal.ts';
import { lockPathOf } from './file-lock.ts';
import { asideName, findRotated, nextFileOf, surveyFiles } from './file-names.ts';
import { readExactly, readTail } from './read-links.ts';

const copyBytes = 1024 * 1024;

/** The known state of the file that a process writes. */
export interface KnownFile {
  readonly size: number;
  /** The last record before the next one; undefined without records. */
  readonly head: ChainHead | undefined;
  /** Notes for the next record. */
  readonly notes: ChainNotes;
  /** Wall clock of the first record; the current time for an empty file. */
  readonly sinceMs: number;
}

/** A file that is open for appending. */
export interface OpenedAuditFile extends KnownFile {
  readonly handle: FileHandle;
}

export interface OpenOptions {
  readonly nowMs: number;
  readonly seals: Seals;
}

/**
 * Creates the file if it does not exist.
 * @returns whether the file was deleted, because other files show that the log existed
 */
export async function createMissingFile(path: string): Promise<boolean> {
  if (await exists(path)) return false;
  // The previous process stopped while it changed to this file.
  if (await exists(nextFileOf(path))) {
    await rename(nextFileOf(path), path);
    return false;
  }
  await createFile(path);
  const { rotated, asideBytes } = await surveyFiles(path);
  return rotated.length > 0 || asideBytes > 0 || exists(lockPathOf(path));
}

/** Restricts the mode, because other users of the machine must not read the log. */
export async function createFile(path: string): Promise<void> {
  await (await open(path, 'a', 0o600)).close();
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/**
 * Opens the log of an earlier process and continues after its last record. Supports a complete file, a file
 * that ends within a line, and an empty file next to rotated ones. Bytes of an interrupted write are moved to
 * another file, which the next record names. A file with an end that no interrupted write can cause is
 * renamed. Rejects with the system error.
 */
export async function openAuditFile(path: string, options: OpenOptions): Promise<OpenedAuditFile> {
  return withHandle(path, async (handle) => {
    const { nowMs, seals } = options;
    const { size } = await handle.stat();
    if (size === 0) return { handle, size, sinceMs: nowMs, ...(await findPredecessor(path, seals)) };
    const tail = await readTail(handle, size, seals);
    if (tail.state === 'corrupt') return moveAside(path, handle, { nowMs, head: undefined });
    const recovered =
      tail.state === 'partial'
        ? { recovered: await movePartialLine(path, handle, { from: tail.end, size, nowMs }) }
        : {};
    if (tail.head === undefined) {
      const { head, notes } = await findPredecessor(path, seals);
      return { handle, size: 0, head, notes: { ...notes, ...recovered }, sinceMs: nowMs };
    }
    const sinceMs = (await firstTimeMs(handle)) ?? nowMs;
    return { handle, size: tail.end, head: tail.head, notes: recovered, sinceMs };
  });
}

/**
 * Opens the log of this process after a failure, or after another program changed it. Bytes after the last
 * known record are from a failed write or another program; they are moved to another file.
 */
export async function reopenAuditFile(
  path: string,
  known: KnownFile,
  { nowMs, seals }: OpenOptions,
): Promise<OpenedAuditFile> {
  return withHandle(path, async (handle) => {
    const { size } = await handle.stat();
    if (await hasKnownRecords(handle, { size, known, seals })) {
      if (size === known.size) return { handle, ...known };
      const recovered = await movePartialLine(path, handle, { from: known.size, size, nowMs });
      return { handle, ...known, notes: { ...known.notes, recovered } };
    }
    if (size > 0) return moveAside(path, handle, { nowMs, head: known.head });
    // Another program moved the file to an unknown name.
    const previous = (await findRotated(path)).at(-1) ?? path;
    return {
      handle,
      size,
      head: known.head,
      notes: { opens: { previousFile: basename(previous) } },
      sinceMs: nowMs,
    };
  });
}

async function hasKnownRecords(
  handle: FileHandle,
  { size, known, seals }: { readonly size: number; readonly known: KnownFile; readonly seals: Seals },
): Promise<boolean> {
  if (size < known.size) return false;
  if (known.size === 0) return true;
  const tail = await readTail(handle, known.size, seals);
  return tail.state === 'complete' && tail.head.hash === known.head?.hash;
}

async function withHandle(
  path: string,
  read: (handle: FileHandle) => Promise<OpenedAuditFile>,
): Promise<OpenedAuditFile> {
  const handle = await open(path, 'a+', 0o600);
  try {
    return await read(handle);
  } catch (error) {
    await handle.close().catch(() => {});
    throw error;
  }
}

async function findPredecessor(
  path: string,
  seals: Seals,
): Promise<{ readonly head: ChainHead | undefined; readonly notes: ChainNotes }> {
  const newest = (await findRotated(path)).at(-1);
  if (newest === undefined) return { head: undefined, notes: { opens: { previousFile: null } } };
  const handle = await open(newest, 'r');
  try {
    const tail = await readTail(handle, (await handle.stat()).size, seals);
    const name = basename(newest);
    return tail.state === 'complete'
      ? { head: tail.head, notes: { opens: { previousFile: name } } }
      : { head: undefined, notes: { opens: { previousFile: null, abandonedFile: name } } };
  } finally {
    await handle.close();
  }
}

async function movePartialLine(
  path: string,
  handle: FileHandle,
  { from, size, nowMs }: { readonly from: number; readonly size: number; readonly nowMs: number },
): Promise<NonNullable<ChainNotes['recovered']>> {
  const aside = asideName(path, 'partial', nowMs);
  const copy = await open(aside, 'wx', 0o600);
  try {
    for (let at = from; at < size; at += copyBytes)
      await copy.writeFile(await readExactly(handle, at, Math.min(copyBytes, size - at)));
    await copy.sync();
  } finally {
    await copy.close();
  }
  await handle.truncate(from);
  await handle.sync();
  return { bytes: size - from, file: basename(aside) };
}

async function moveAside(
  path: string,
  handle: FileHandle,
  { nowMs, head }: { readonly nowMs: number; readonly head: ChainHead | undefined },
): Promise<OpenedAuditFile> {
  const aside = asideName(path, 'corrupt', nowMs);
  await rename(path, aside);
  await handle.close();
  return {
    handle: await open(path, 'a+', 0o600),
    size: 0,
    head,
    notes: { opens: { previousFile: null, abandonedFile: basename(aside) } },
    sinceMs: nowMs,
  };
}

/** Records start with their time. */
async function firstTimeMs(handle: FileHandle): Promise<number | undefined> {
  const [, time] = /"time":"([^"]{1,40})"/.exec((await readExactly(handle, 0, 256)).toString('latin1')) ?? [];
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

/** A new name in a folder is durable only after an fsync of the folder. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
