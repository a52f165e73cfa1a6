import { type FileHandle, open, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ChainHead, ChainNotes } from '../../audit-chain.ts';
import { newChain } from '../chain-writer.ts';
import { asideName, findRotated } from './file-names.ts';
import { readFirstLink } from './file-start.ts';
import { type FileTail, readExactly, readTail } from './file-tail.ts';

const copyBytes = 1024 * 1024;

/** A file that can be appended to. */
export interface OpenedAuditFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly head: ChainHead;
  /** What the next record has to tell. */
  readonly notes: ChainNotes;
  /** Wall clock of its first record, or now. */
  readonly sinceMs: number;
}

export interface OpenOptions {
  readonly nowMs: number;
  /** Where the chain has got to, where this process has written to it already. */
  readonly known: ChainHead | undefined;
  /** How many full files will be left. */
  readonly keep: number;
}

/**
 * Opens a log so that its chain goes on, whatever the last process has left: a whole file, one that ends in the middle of a
 * line, an empty one beside full ones, or none. Bytes of an interrupted write are moved into a file of their own, and the next record
 * says so. A file that ends in a way no interrupted write explains is put aside as a whole.
 *
 * Rejects with the system's error.
 */
export async function openAuditFile(
  path: string,
  { nowMs, known, keep }: OpenOptions,
): Promise<OpenedAuditFile> {
  // Who did what is not for everybody on the machine.
  const handle = await open(path, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) return await beginFile(path, handle, { nowMs, known, keep, recovered: undefined });
    const tail = await readTail(handle, size);
    if (tail.state === 'damaged' || !continues(tail.head, known))
      return await putAside(path, handle, { nowMs, known });
    const recovered =
      tail.state === 'torn' ? await moveTornBytes(path, handle, { from: tail.end, size, nowMs }) : undefined;
    if (tail.head === undefined) return await beginFile(path, handle, { nowMs, known, keep, recovered });
    const notes = recovered === undefined ? {} : { recovered };
    return { handle, size: tail.end, head: tail.head, notes, sinceMs: (await firstTimeMs(handle)) ?? nowMs };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** What this process has written must still be there. More may be: of a write that failed after its last byte. */
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
  if (newest !== undefined && tail?.state === 'whole' && (!isKnown || tail.head.hash === known.hash)) {
    const keptFrom = await findOldest(rotated.slice(-keep), tail.head.log);
    return {
      head: tail.head,
      opens: { previousFile: basename(newest), ...(keptFrom === undefined ? {} : { keptFrom }) },
    };
  }
  // The file that this process wrote to was moved away by somebody else, who knows under which name.
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

/** The number of the first record of a chain in its full files, the oldest file first. */
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

async function moveTornBytes(
  path: string,
  handle: FileHandle,
  { from, size, nowMs }: { readonly from: number; readonly size: number; readonly nowMs: number },
): Promise<NonNullable<ChainNotes['recovered']>> {
  const aside = asideName(path, 'torn', nowMs);
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

async function putAside(
  path: string,
  handle: FileHandle,
  { nowMs, known }: Pick<OpenOptions, 'nowMs' | 'known'>,
): Promise<OpenedAuditFile> {
  const aside = asideName(path, 'damaged', nowMs);
  await rename(path, aside);
  await handle.close();
  const head = known ?? newChain();
  const fresh = await open(path, 'a+', 0o600);
  return {
    handle: fresh,
    size: 0,
    head,
    notes: { opens: { previousFile: null, abandonedFile: basename(aside) } },
    sinceMs: nowMs,
  };
}

/** Records begin with their time. */
async function firstTimeMs(handle: FileHandle): Promise<number | undefined> {
  const [, time] = /"time":"([^"]{1,40})"/.exec((await readExactly(handle, 0, 256)).toString('latin1')) ?? [];
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}

/** A new name in a folder is on disk only when the folder is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
