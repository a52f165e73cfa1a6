import type { Stage } from '../audit/audit-record.ts';
import { decidedText } from '../audit/audit-record-text.ts';
import type { WriteDigests } from '../audit/object-digest.ts';
import { once } from '../model/once.ts';
import { encodeAnswer } from './encode.ts';
import type { AdmissionParts } from './parts.ts';
import type { FactSnapshot } from './ports.ts';
import type { KnownAnswer } from './recent-answers.ts';
import type { AdmissionRequest } from './request.ts';
import { type Ruling, ruleWithoutJudging } from './ruling.ts';
import type { Unjudged } from './settings.ts';

export interface Ruled {
  readonly ruling: Ruling;
  readonly snapshot: FactSnapshot | undefined;
}

/** What is to be answered, if nothing comes between. */
export interface Decision extends Ruled, KnownAnswer {}

export function decisionOf(
  stage: Stage,
  request: AdmissionRequest,
  { ruling: wanted, snapshot }: Ruled,
  parts: AdmissionParts,
): Decision {
  const { ruling, text } = encode(stage, request, wanted, parts);
  // Made when it is first asked for, which is when the answer is on its way.
  return { request, ruling, snapshot, text, decided: once(() => describe(stage, request, ruling, parts)) };
}

const noDigests: WriteDigests = { before: () => null, after: () => null };

/** What the record says was decided; of a ruling that cannot be written, no more than the verdict. Never throws: the log makes records on its own time, where nobody catches. */
function describe(
  stage: Stage,
  request: AdmissionRequest,
  ruling: Ruling,
  { logger }: AdmissionParts,
): string {
  try {
    return decidedText(stage, request, ruling);
  } catch (error) {
    logger.error('record could not be written in full', { uid: request.uid, err: error });
    return decidedText(stage, request, {
      ...ruleWithoutJudging('internal-error', ruling.verdict),
      digests: noDigests,
    });
  }
}

/** The answer of a ruling, or that of the setting for faults where it cannot be written. */
function encode(
  stage: Stage,
  request: AdmissionRequest,
  ruling: Ruling,
  { settings, logger }: AdmissionParts,
): { readonly ruling: Ruling; readonly text: string } {
  try {
    return { ruling, text: encodeAnswer(stage, request, ruling) };
  } catch (error) {
    logger.error('answer could not be written', { uid: request.uid, err: error });
    const fault = ruleWithoutJudging('internal-error', verdictOf(settings.onInternalError));
    return { ruling: fault, text: encodeAnswer(stage, request, fault) };
  }
}

export function verdictOf(unjudged: Unjudged): 'allow' | 'deny' {
  return unjudged === 'deny' ? 'deny' : 'allow';
}
