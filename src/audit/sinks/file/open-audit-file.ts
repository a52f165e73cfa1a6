import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ChainHead, ChainNotes } from '../../audit-chain.ts';
import { newChain } from '../chain-writer.ts';
import { asideName, findRotated } from './file-names.ts';
import { type FileTail, readExactly, readFirstLink, readTail } from './read-links.ts';

const copyBytes = 1024 * 1024;

/** A file that is open for appending. */
export interface OpenedAuditFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly head: ChainHead;
  /** For the next record. */
  readonly notes: ChainNotes;
  /** Wall clock of the first record, or now. */
  readonly sinceMs: number;
}

export interface OpenOptions {
  readonly nowMs: number;
  /** The last record that this process wrote, if any. */
  readonly known: ChainHead | undefined;
  /** Number of rotated files that are retained. */
  readonly keep: number;
}

/**
 * Opens a log and continues its chain after any previous process: after a complete file, one that ends
 * within a line, an empty one next to rotated ones, or none. Bytes of an interrupted write are moved to
 * another file, which the next record states. A file whose end no interrupted write explains is renamed.
 *
 * Rejects with the system error.
 */
export async function openAuditFile(
  path: string,
  { nowMs, known, keep }: OpenOptions,
): Promise<OpenedAuditFile> {
  // Other users of the machine must not read the log.
  const handle = await open(path, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) return await beginFile(path, handle, { nowMs, known, keep, recovered: undefined });
    const tail = await readTail(handle, size);
    if (tail.state === 'corrupt' || !continues(tail.head, known))
      return await moveAside(path, handle, { nowMs, known });
    const recovered =
      tail.state === 'partial'
        ? await movePartialLine(path, handle, { from: tail.end, size, nowMs })
        : undefined;
    if (tail.head === undefined) return await beginFile(path, handle, { nowMs, known, keep, recovered });
    const notes = recovered === undefined ? {} : { recovered };
    return { handle, size: tail.end, head: tail.head, notes, sinceMs: (await firstTimeMs(handle)) ?? nowMs };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The file must still have what this process wrote. It may have more, of a write that failed after its
 * last byte.
 */
function continues(found: ChainHead | undefined, known: ChainHead | undefined): boolean {
  if (found === undefined || known === undefined || known.seq === 0) return true;
  return (
    found.log === known.log &&
    (found.seq > known.seq || (found.seq === known.seq && found.hash === known.hash))
  );
}

interface Beginning extends OpenOptions {
  readonly recovered: ChainNotes['recovered'] | undefined;
}

async function beginFile(
  path: string,
  handle: FileHandle,
  { nowMs, known, keep, recovered }: Beginning,
): Promise<OpenedAuditFile> {
  const { head, opens } = await findPredecessor(await findRotated(path), path, { known, keep });
  return {
    handle,
    size: 0,
    head,
    notes: { opens, ...(recovered === undefined ? {} : { recovered }) },
    sinceMs: nowMs,
  };
}

async function findPredecessor(
  rotated: readonly string[],
  path: string,
  { known, keep }: Pick<OpenOptions, 'known' | 'keep'>,
): Promise<{ readonly head: ChainHead; readonly opens: NonNullable<ChainNotes['opens']> }> {
  const newest = rotated.at(-1);
  const tail = newest === undefined ? undefined : await tailOf(newest);
  const isKnown = known !== undefined && known.seq > 0;
  if (newest !== undefined && tail?.state === 'complete' && (!isKnown || tail.head.hash === known.hash)) {
    const keptFrom = await findOldest(rotated.slice(-keep), tail.head.log);
    return {
      head: tail.head,
      opens: { previousFile: basename(newest), ...(keptFrom === undefined ? {} : { keptFrom }) },
    };
  }
  // Another program moved the file that this process wrote; its new name is unknown.
  if (isKnown) return { head: known, opens: { previousFile: basename(newest ?? path) } };
  if (newest === undefined) return { head: newChain(), opens: { previousFile: null } };
  return { head: newChain(), opens: { previousFile: null, abandonedFile: basename(newest) } };
}

async function tailOf(path: string): Promise<FileTail> {
  const handle = await open(path, 'r');
  try {
    return await readTail(handle, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}

/** The number of the first record of a chain in its rotated files, oldest file first. */
async function findOldest(rotated: readonly string[], log: string): Promise<number | undefined> {
  for (const path of rotated) {
    const handle = await open(path, 'r');
    try {
      const first = await readFirstLink(handle);
      if (first?.log === log) return first.seq;
    } finally {
      await handle.close();
    }
  }
  return undefined;
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
  { nowMs, known }: Pick<OpenOptions, 'nowMs' | 'known'>,
): Promise<OpenedAuditFile> {
  const aside = asideName(path, 'corrupt', nowMs);
  await rename(path, aside);
  await handle.close();
  const head = known ?? newChain();
  const created = await open(path, 'a+', 0o600);
  return {
    handle: created,
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
