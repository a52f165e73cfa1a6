import type { Rendered } from '../engine/render.ts';
import type { PolicyJson } from '../model/files/policy-json.ts';
import { maxRenderedBytes } from '../model/files/rendered-size.ts';
import { count, formatNumber } from '../model/text/count.ts';
import { type ClusterNotes, notesJson, refusalText, stopsJson, stopsText } from './cluster-notes.ts';
import { printable } from './printable.ts';
import type { FindPlace } from './related-place.ts';

/** What there is to say about the file beside the file, for standard error; empty where it is as anyone would expect. */
export function renderedRemarks(rendered: Rendered, findPlace: FindPlace, where = ''): string {
  const { stops, silently, refusal, isWritten, size } = rendered;
  const template =
    stops.length === 0 && !isWritten
      ? `note: ${where}the operator writes no registries.conf for this; the nodes have the line of their template\n`
      : '';
  const isLarge = size !== undefined && size.verdict !== 'fits';
  const large = isLarge
    ? `warning: ${where}registries.conf alone takes ${count(size.bytes, 'byte')} of the ${formatNumber(maxRenderedBytes)} that a MachineConfig may have\n`
    : '';
  return [
    stopsText(stops, findPlace, where),
    ...silently.map((text) => `warning: ${where}${printable(text)}\n`),
    refusalText(refusal, where),
    template,
    large,
  ].join('');
}

/** The contract is docs/reference/schema/render.schema.json. */
export function renderJson(rendered: Rendered, notes: ClusterNotes, findPlace: FindPlace): string {
  return `${JSON.stringify({ schemaVersion: 1, ...renderedJson(rendered, findPlace), ...notesJson(notes) }, undefined, 2)}\n`;
}

export function renderedJson(rendered: Rendered, findPlace: FindPlace) {
  const { registriesConf, isWritten, registries, policy, stops, silently, refusal, size } = rendered;
  return {
    registriesConf: registriesConf ?? null,
    written: isWritten,
    registries,
    policyJson: policy === undefined ? null : policyJson(policy),
    problems: stopsJson(stops, findPlace),
    ignored: silently,
    refusal: refusal ?? null,
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
  };
}

function policyJson(policy: PolicyJson) {
  return { default: policy.default, scopes: Object.fromEntries(policy.scopes) };
}

/** What policy.json says about registries, a line a scope; empty where it is not written. */
export function policyText(policy: PolicyJson | undefined): string {
  if (policy === undefined) return '';
  const lines = [...policy.scopes].map(([scope, verdict]) => `${verdict} ${scope}\n`);
  return [`default ${policy.default}\n`, ...lines].join('');
}
