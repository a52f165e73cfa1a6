import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinned, startServer, workFolder } from './servers.ts';
import { sendUnseen, unseenCommand } from './unseen.ts';

const requests: Readonly<Record<number, number>> = { 1: 8000, 50: 3000 };
const intervalMicros = 250;
/** Uses the end of a profile, because compilation dominates the beginning. */
const shareUsed = 0.5;

/**
 * Parts of the cost. The innermost frame that matches determines the part. The first four are the evaluation
 * and its garbage.
 */
const parts: readonly (readonly [part: string, frame: RegExp])[] = [
  ['rules', /^src\/rules\//],
  ['cluster model: the states before and after the write', /^src\/model\//],
  ['running the rules, levels and exemptions', /^src\/policy\//],
  ['garbage collection', /^\(garbage collector\)$/],
  ['audit record, its digest and the file', /^(src\/audit\/|node:internal\/fs\/)/],
  ['decoding', /^src\/webhook\/(decode|subject)/],
  [
    'response, metrics and the rest of admission',
    /^(src\/(webhook|observability|kubernetes)\/|.*prom-client\/)/,
  ],
  [
    'HTTP and TLS of Node.js',
    /^node:(_http|_tls|https|net|internal\/(streams|stream_base_commons|js_stream))/,
  ],
  ['express, reading the body, admission queue', /^(src\/server\/|.*node_modules\/(express|router)\/)/],
];
const evaluationParts = 4;
const otherPart = 'other';

/** Shares of the CPU time of the main thread. */
export interface CostShares {
  readonly entries: number;
  readonly percentOf: ReadonlyMap<string, number>;
  /** Percentage of the evaluation and all garbage collection. */
  readonly evaluation: number;
}

interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

interface ProfileNode {
  readonly id: number;
  readonly callFrame: Frame;
  readonly children?: readonly number[];
}

interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** Profiles the main thread during the requests of `measureUnseen`. */
export async function measureShares(): Promise<readonly CostShares[]> {
  const shares: CostShares[] = [];
  for (const entries of [1, 50]) {
    const folder = join(workFolder, `profile-${entries}`);
    const flags = ['--cpu-prof', '--cpu-prof-dir', folder, '--cpu-prof-interval', `${intervalMicros}`];
    const webhook = await startServer('mirrorguard', pinned(0, unseenCommand(flags)));
    sendUnseen(webhook, entries, requests[entries] ?? 1000, 'profile');
    await webhook.stop();
    const [name = ''] = readdirSync(folder);
    const percentOf = sharesOf(JSON.parse(readFileSync(join(folder, name), 'utf8')));
    const evaluation = parts
      .slice(0, evaluationParts)
      .reduce((sum, [part]) => sum + (percentOf.get(part) ?? 0), 0);
    shares.push({ entries, percentOf, evaluation });
  }
  return shares;
}

export async function benchProfile(): Promise<void> {
  for (const line of shareTable(await measureShares())) console.log(line);
}

/** Lines of a Markdown table. */
export function shareTable(shares: readonly CostShares[]): readonly string[] {
  const header = ['part', ...shares.map(({ entries }) => (entries === 1 ? '1 entry' : `${entries} entries`))];
  const rows = [...parts.map(([part]) => part), otherPart].map((part) => [
    part,
    ...shares.map(({ percentOf }) => `${(percentOf.get(part) ?? 0).toFixed(0)} %`),
  ]);
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

function sharesOf({ nodes, samples, timeDeltas }: CpuProfile): ReadonlyMap<string, number> {
  const partOf = partsByNode(nodes);
  const micros = new Map<string, number>();
  let busy = 0;
  for (let at = Math.floor(samples.length * (1 - shareUsed)); at < samples.length; at++) {
    const part = partOf.get(samples[at] ?? 0);
    const delta = timeDeltas[at] ?? 0;
    if (part === undefined) continue;
    busy += delta;
    micros.set(part, (micros.get(part) ?? 0) + delta);
  }
  return new Map([...micros].map(([part, spent]) => [part, (spent / busy) * 100]));
}

/** Excludes idle time. A frame that matches no part counts for its caller's part. */
function partsByNode(nodes: readonly ProfileNode[]): ReadonlyMap<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const partOf = new Map<number, string>();
  const visit = ({ id, callFrame, children = [] }: ProfileNode, ofCaller: string) => {
    const place = placeOf(callFrame);
    const part = parts.find(([, frame]) => frame.test(place))?.[0] ?? ofCaller;
    if (callFrame.functionName !== '(idle)') partOf.set(id, part);
    for (const child of children) visit(byId.get(child) as ProfileNode, part);
  };
  const [root] = nodes;
  if (root !== undefined) visit(root, otherPart);
  return partOf;
}

const sourceMaps = new Map<string, SourceMap>();

/** The source file of a frame in the bundle; otherwise its URL or function name. */
function placeOf({ functionName, url, lineNumber, columnNumber }: Frame): string {
  if (!url.startsWith('file:')) return url === '' ? functionName : url;
  const path = fileURLToPath(url);
  const map = sourceMaps.get(path) ?? readSourceMap(path);
  sourceMaps.set(path, map);
  const entry = map.findEntry(lineNumber, columnNumber);
  return 'originalSource' in entry ? entry.originalSource.replace(/^(\.\.\/)+/, '') : url;
}

function readSourceMap(path: string): SourceMap {
  return new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')) as SourceMapPayload);
}
