import type { Rendered, RenderedPool } from '../engine/render.ts';
import type { PolicyJson } from '../model/files/policy-json.ts';
import { maxRenderedBytes, type SizeVerdict } from '../model/files/rendered-size.ts';
import { count, formatNumber } from '../model/text/count.ts';
import { type ClusterNotes, loadErrorText, notesJson, stopsJson, stopsText } from './cluster-notes.ts';
import { jsonDocument } from './json-document.ts';
import { printable } from './printable.ts';
import type { FindPosition } from './related-position.ts';

/** Problems and notes about the file, for standard error. */
export function renderedNotes(rendered: Rendered, findPosition: FindPosition, where = ''): string {
  return noteSections(rendered, findPosition, where).join('');
}

/** A state and its name in notes. */
export interface NotedState {
  readonly rendered: Rendered;
  readonly findPosition: FindPosition;
  readonly name: string;
}

/** The notes about two states. A note that applies to both is printed once, without the name of a state. */
export function renderedPairNotes(first: NotedState, second: NotedState): string {
  const unnamed = ({ rendered, findPosition }: NotedState) => noteSections(rendered, findPosition, '');
  const common = new Set(unnamed(first)).intersection(new Set(unnamed(second)));
  const ownNotes = (state: NotedState) => {
    const plain = unnamed(state);
    return noteSections(state.rendered, state.findPosition, `${state.name}: `)
      .filter((_, index) => !common.has(plain[index] ?? ''))
      .join('');
  };
  return ownNotes(first) + ownNotes(second) + [...common].join('');
}

/** One text per note, in an order that does not depend on `where`. */
function noteSections(rendered: Rendered, findPosition: FindPosition, where: string): readonly string[] {
  const { stops, ignored, loadError, isWritten, size } = rendered;
  const template =
    stops.length === 0 && !isWritten
      ? `note: ${where}the operator writes no registries.conf for this state; nodes keep the ` +
        'registries.conf of their template\n'
      : '';
  const large = size === undefined ? '' : sizeText(size, where);
  const hosted = rendered.isHosted
    ? `warning: ${where}HyperShift manages the mirrors of the nodes, which do not get this file; set ` +
      'spec.imageContentSources of the HostedCluster in the management cluster (on ROSA: rosa create ' +
      'image-mirror)\n'
    : '';
  return [
    hosted,
    stopsText(stops, findPosition, where),
    ...ignored.map((text) => `warning: ${where}${printable(text)}\n`),
    loadErrorText(loadError, where),
    template,
    large,
    startText(rendered.start, where),
    ...rendered.pools.map((pool) => poolText(pool, where)),
  ].filter((text) => text !== '');
}

const sizeConsequences: Readonly<
  Record<Exclude<SizeVerdict, 'fits'>, readonly [level: string, text: string]>
> = {
  'near-limit': ['warning', 'the rendered MachineConfig comes near the limit'],
  'may-be-too-large': ['warning', 'the rendered MachineConfig is too large on some platforms'],
  'too-large': [
    'error',
    'the rendered MachineConfig is too large; nodes would get no new configuration of any kind',
  ],
  'fragment-too-large': [
    'error',
    'the MachineConfig with this file is too large ("etcdserver: request is too large"); nodes would keep ' +
      'the file that they have',
  ],
};

function sizeText({ verdict, bytes }: NonNullable<Rendered['size']>, where: string): string {
  if (verdict === 'fits') return '';
  const [level, text] = sizeConsequences[verdict];
  const share = `registries.conf alone takes ${count(bytes, 'byte')} of ${formatNumber(maxRenderedBytes)}`;
  return `${level}: ${where}${text}. ${share}\n`;
}

function startText(start: Rendered['start'], where: string): string {
  if (start === undefined) return '';
  const { isAfterUpgrade, message, image } = start;
  const [level, when] = isAfterUpgrade ? ['warning', 'after the upgrade to 4.23 or later, '] : ['error', ''];
  const cause = image === undefined ? message : `${image}: ${message}`;
  return `${level}: ${where}${when}the machine-config-controller would not start: ${printable(cause)}\n`;
}

/** Files that MachineConfigs add for a pool. */
function poolText({ pool, files, loadError }: RenderedPool, where: string): string {
  const lines = files.map(({ machineConfig, path, isReplacement, ignored }) => {
    const does = isReplacement ? 'replaces' : 'adds';
    const unread = ignored === undefined ? '' : `; predictions ignore the file: ${ignored}`;
    const level = ignored === undefined ? 'note' : 'warning';
    return `${level}: ${where}pool ${pool}: MachineConfig ${machineConfig} ${does} ${path}${unread}`;
  });
  return lines.map((line) => `${printable(line)}\n`).join('') + loadErrorText(loadError, where);
}

/** The contract is docs/reference/schema/render.schema.json. */
export function renderJson(rendered: Rendered, notes: ClusterNotes, findPosition: FindPosition): string {
  return jsonDocument({ ...renderedJson(rendered, findPosition), ...notesJson(notes) });
}

export function renderedJson(rendered: Rendered, findPosition: FindPosition) {
  const { registriesConf, isWritten, registries, policy, stops, ignored, loadError, size, start, pools } =
    rendered;
  return {
    registriesConf: registriesConf ?? null,
    written: isWritten,
    registries,
    policyJson: policy === undefined ? null : policyJson(policy),
    problems: stopsJson(stops, findPosition),
    ignored,
    loadError: loadError ?? null,
    size:
      size === undefined
        ? null
        : {
            fileBytes: size.fileBytes,
            renderedBytes: size.bytes,
            maxRenderedBytes,
            bytesLeft: size.bytesLeft,
            verdict: size.verdict,
          },
    startProblem:
      start === undefined
        ? null
        : {
            kind: start.kind,
            image: start.image ?? null,
            message: start.message,
            afterUpgrade: start.isAfterUpgrade,
          },
    pools: pools.map(({ pool, files, loadError: poolError }) => ({
      pool,
      files: files.map(({ machineConfig, path, isReplacement, text, ignored }) => ({
        machineConfig,
        path,
        replaces: isReplacement,
        content: text,
        ignored: ignored ?? null,
      })),
      loadError: poolError ?? null,
    })),
  };
}

function policyJson(policy: PolicyJson) {
  return { default: policy.default, scopes: Object.fromEntries(policy.scopes) };
}

/** The scopes of policy.json, one per line; empty if the operator does not write the file. */
export function policyText(policy: PolicyJson | undefined): string {
  if (policy === undefined) return '';
  const lines = [...policy.scopes].map(([scope, verdict]) => `${verdict} ${scope}\n`);
  return [`default ${policy.default}\n`, ...lines].join('');
}
