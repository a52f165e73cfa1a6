import type { FactSheet } from '../domain/facts.ts';
import type { AnyRule } from '../policy/rule.ts';
import type { AdmissionSettings } from './admission.ts';
import type { Stage } from './audit-record.ts';
import { isLasting } from './recent-rulings.ts';
import type { AdmissionRequest } from './request.ts';
import { nameOf, type Ruling } from './ruling.ts';
import { longestKey, ShortMemory } from './short-memory.ts';

/** What an answer is made of, beside the request. Each is made once and never changed in place. */
export interface AnswerBasis {
  readonly rules: readonly AnyRule[];
  readonly settings: AdmissionSettings;
  readonly facts: FactSheet;
}

/** A request as it came, apart from the uid, which is another in each. */
export interface Question {
  readonly key: string;
  readonly uid: string;
}

export interface KnownAnswer {
  /** Its objects are gone: they were judged. */
  readonly request: AdmissionRequest;
  readonly ruling: Ruling;
  /** Of the answer. */
  readonly text: string;
}

interface Remembered extends Omit<KnownAnswer, 'text'> {
  /** The text of the answer, cut where it says the uid. */
  readonly pieces: readonly string[];
}

/**
 * Answers given of late, by the bytes of their questions. A controller that writes the same object every few minutes, which changes nothing,
 * asks with the same bytes each time: they need not even be parsed.
 */
export class RecentAnswers {
  readonly #answers = new ShortMemory<Remembered>();

  recall({ key, uid }: Question, { rules, settings, facts }: AnswerBasis): KnownAnswer | undefined {
    const known = this.#answers.recall(key, [rules, settings, facts]);
    if (known === undefined) return undefined;
    const { request, ruling, pieces } = known;
    return { request: { ...request, uid }, ruling, text: pieces.join(uid) };
  }

  /** Keeps the answer if it would be the same at any time. */
  keep({ key, uid }: Question, { rules, settings, facts }: AnswerBasis, { request, ruling, text }: KnownAnswer): void {
    // Were the uid said anywhere else, the same bytes with another one could mean something else.
    if (!isLasting(ruling) || request.uid !== uid || key.includes(uid)) return;
    const asked = { ...request, name: nameOf(request), object: undefined, oldObject: undefined };
    this.#answers.keep(key, [rules, settings, facts], { request: asked, ruling, pieces: text.split(uid) });
  }
}

const uidStart = '"uid":"';
const uidLength = 36;
/** The API server says it first of all. */
const headLength = 512;
const stageMarks: Readonly<Record<Stage, number>> = { mutate: 1, validate: 2 };
/** Where a body is made into a key, after the mark of its stage: a text in one piece is compared faster than one that was joined. */
const scratch = Buffer.alloc(1 + longestKey);

/**
 * What a body asks: undefined where the uid is not found where the API server puts it, or the body is so long that it is not remembered.
 *
 * Two bodies that differ only in the digits of a uid have the same shape, so what is the uid in one is the uid in the other.
 *
 * Cost: one copy of the body.
 */
export function toQuestion(stage: Stage, body: Uint8Array): Question | undefined {
  if (body.length >= longestKey) return undefined;
  scratch.set(body, 1);
  const found = scratch.indexOf(uidStart, 1, 'latin1');
  // Behind this body, what is left of a longer one may be found.
  if (found === -1 || found > headLength || found + uidStart.length + uidLength > 1 + body.length) return undefined;
  const start = found + uidStart.length;
  const uid = scratch.toString('latin1', start, start + uidLength);
  if (!/^[\da-f-]{36}$/.test(uid)) return undefined;
  scratch.fill(0, start, start + uidLength);
  scratch[0] = stageMarks[stage];
  return { key: scratch.toString('latin1', 0, 1 + body.length), uid };
}
