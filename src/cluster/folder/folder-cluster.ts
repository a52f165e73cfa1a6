import { type FSWatcher, watch } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keepLatest } from '../../kubernetes/latest-objects.ts';
import type { JsonObject } from '../../model/json.ts';
import { isMirrorSetKind, mirrorSetKinds } from '../../model/mirror-set.ts';
import { count } from '../../model/text/count.ts';
import type { FactSnapshot } from '../../webhook/decision.ts';
import type { FactSource, Logger } from '../../webhook/ports.ts';
import { findManifests } from './find-manifests.ts';
import { folderFacts } from './folder-facts.ts';
import { readManifests } from './read-manifests.ts';
import { describeReplaced, findFilesOfReplaced, type ReplacedManifest } from './replaced-manifests.ts';

/** Editors write a file in several steps, and `git checkout` writes many files. */
const settleMs = 100;
/** Some file systems report no changes (network mounts, symbolic links of a mounted ConfigMap). */
const pollMs = 5000;

interface KnownFile {
  /** Changes when the file changes. */
  readonly stamp: string;
  /** The last valid content; retained while the file is invalid. */
  readonly objects: readonly JsonObject[];
  readonly problem?: string;
}

export interface FolderClusterOptions {
  readonly folder: string;
  readonly logger: Logger;
  readonly nowMs?: () => number;
}

/** Reads the cluster state from a folder of manifests. */
export class FolderCluster implements FactSource {
  /** Called whenever different content was loaded. */
  onLoaded: () => void = () => {};
  private files: ReadonlyMap<string, KnownFile> = new Map();
  private mirrorSetCount = 0;
  private current: FactSnapshot;
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private problem: string | undefined;
  private replaced: readonly ReplacedManifest[] = [];
  private scanning: Promise<void> = Promise.resolve();
  private isStopped = false;
  private readonly folder: string;
  private readonly logger: Logger;
  private readonly nowMs: () => number;

  constructor({ folder, logger, nowMs = Date.now }: FolderClusterOptions) {
    this.folder = folder;
    this.logger = logger;
    this.nowMs = nowMs;
    this.current = { facts: folderFacts([]).facts, takenAtMs: nowMs() };
  }

  snapshot(): FactSnapshot {
    return this.current;
  }

  /** Reads the folder, then watches it. Rejects with the system error if the folder cannot be read. */
  async start(): Promise<void> {
    await this.scan();
    this.watchFolder();
    this.scheduleIn(pollMs);
  }

  /** Scans immediately instead of after the next change. */
  refresh(): Promise<void> {
    this.scanning = this.scanning.then(() => this.scan()).catch((error: Error) => this.logUnreadable(error));
    return this.scanning;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.watcher?.close();
    clearTimeout(this.timer);
    await this.scanning;
  }

  /**
   * For `/readyz?verbose`: the current problem, or a summary of the content. Never a failure, because the
   * last valid content remains in use.
   */
  describe(): string {
    if (this.problem !== undefined)
      return `${this.folder} cannot be read (${this.problem}); its last known content is used`;
    const broken = [...this.files].flatMap(([path, { problem }]) =>
      problem === undefined ? [] : [`${path} ${problem}`],
    );
    if (broken.length > 0)
      return `using the last valid content of ${count(broken.length, 'broken file')}: ${broken.join('; ')}`;
    const known =
      `${count(this.files.size, 'file')} with ${count(this.mirrorSetCount, 'mirror set')} from ` +
      `${this.folder}`;
    const [first, ...others] = this.replaced;
    if (first === undefined) return known;
    const more = others.length === 0 ? '' : `; the same applies to ${count(others.length, 'other object')}`;
    return `${known}; ${describeReplaced(first)}${more}`;
  }

  private async scan(): Promise<void> {
    const files = new Map<string, KnownFile>();
    let isChanged = false;
    for (const path of await findManifests(this.folder)) {
      const before = this.files.get(path);
      const known = await readKnownFile(join(this.folder, path), before);
      if (known === undefined) continue;
      files.set(path, known);
      if (known === before) continue;
      isChanged = true;
      if (known.problem !== undefined)
        this.logger.warn('Manifest is unreadable', {
          path,
          problem: known.problem,
        });
    }
    isChanged ||= files.size !== this.files.size;
    this.files = files;
    this.problem = undefined;
    const takenAtMs = this.nowMs();
    if (!isChanged) {
      this.current = { ...this.current, takenAtMs };
      return;
    }
    const { latest, replaced } = keepLatest(
      [...files.values()].flatMap(({ objects }) => objects).filter(hasServedApiVersion),
    );
    const { facts, mirrorSetCount } = folderFacts(latest);
    this.current = { facts, takenAtMs };
    this.mirrorSetCount = mirrorSetCount;
    this.logReplaced(
      findFilesOfReplaced(
        replaced,
        [...files].map(([path, { objects }]) => [path, objects] as const),
      ),
    );
    this.onLoaded();
    this.logger.info('Loaded cluster folder', {
      folder: this.folder,
      files: files.size,
      mirrorSets: mirrorSetCount,
    });
  }

  /** Logs each replaced manifest once, not after every change of other files. */
  private logReplaced(replaced: readonly ReplacedManifest[]): void {
    const logged = new Set(this.replaced.map(describeReplaced));
    for (const one of replaced)
      if (!logged.has(describeReplaced(one)))
        this.logger.warn('Found conflicting manifests', {
          ...one,
        });
    this.replaced = replaced;
  }

  private watchFolder(): void {
    try {
      this.watcher = watch(this.folder, { recursive: true }, () => this.scheduleIn(settleMs));
      this.watcher.on('error', (error) =>
        this.logger.warn('Cluster folder is only polled', { folder: this.folder, err: error }),
      );
    } catch (error) {
      this.logger.warn('Cluster folder is only polled', { folder: this.folder, err: error });
    }
  }

  private scheduleIn(ms: number): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh().then(() => this.scheduleIn(pollMs)), ms).unref();
  }

  private logUnreadable(error: Error): void {
    if (this.problem === undefined)
      this.logger.warn('Cluster folder is unreadable', { folder: this.folder, err: error });
    this.problem = error.message;
  }
}

/** The operator ignores mirror set kinds of other APIs. */
function hasServedApiVersion({ apiVersion, kind }: JsonObject): boolean {
  return !isMirrorSetKind(kind) || apiVersion === mirrorSetKinds[kind].apiVersion;
}

/**
 * Returns the same object as before if the file is unchanged; undefined if the file was deleted in the
 * meantime.
 */
async function readKnownFile(path: string, before: KnownFile | undefined): Promise<KnownFile | undefined> {
  const objects = before?.objects ?? [];
  try {
    const found = await stat(path);
    if (!found.isFile()) return undefined;
    const stamp = `${found.ino} ${found.mtimeMs} ${found.size}`;
    if (before?.stamp === stamp) return before;
    const read = readManifests(await readFile(path, 'utf8'));
    return 'problem' in read ? { stamp, objects, problem: read.problem } : { stamp, objects: read.objects };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    return before?.problem === message ? before : { stamp: '', objects, problem: message };
  }
}
