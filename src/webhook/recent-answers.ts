import { crc32 } from 'node:zlib';
import type { Stage } from '../audit/audit-record.ts';
import type { FactSheet } from '../model/facts.ts';
import type { AnyRule } from '../rules/rule.ts';
import { asBuffer } from './as-buffer.ts';
import { isLasting } from './recent-rulings.ts';
import type { AdmissionRequest } from './request.ts';
import { nameOf, type Ruling } from './ruling.ts';
import type { AdmissionSettings } from './settings.ts';
import { longestKept, ShortMemory } from './short-memory.ts';

/** What an answer is made of, beside the request. Each is made once and never changed in place. */
export interface AnswerBasis {
  readonly rules: readonly AnyRule[];
  readonly settings: AdmissionSettings;
  readonly facts: FactSheet;
}

/** A request as it came. Two are the same question where they differ in nothing but the uid, which is another in each. */
export interface Question {
  readonly stage: Stage;
  readonly body: Uint8Array;
  readonly uid: string;
  /** Where in the body the uid is said. */
  readonly uidStart: number;
  /** Of the bytes behind it: questions are found by it, and then compared. */
  readonly checksum: number;
}

export interface KnownAnswer {
  /** Where it was recalled, its objects are gone: they were judged. */
  readonly request: AdmissionRequest;
  readonly ruling: Ruling;
  /** Of the answer. */
  readonly text: string;
  /** Of the decision, for its record. */
  readonly decided: () => string;
}

interface Remembered extends Omit<KnownAnswer, 'text'> {
  readonly question: Question;
  /** The text of the answer, cut where it says the uid. */
  readonly pieces: readonly string[];
}

/**
 * Answers given of late, by the bytes of their questions. A controller that writes the same object every few minutes, which changes nothing,
 * asks with the same bytes each time: they need not even be parsed.
 */
export class RecentAnswers {
  readonly #answers: Readonly<Record<Stage, ShortMemory<number, Remembered>>> = {
    mutate: new ShortMemory(),
    validate: new ShortMemory(),
  };

  /** Cost: one comparison of the bytes. */
  recall(question: Question, { rules, settings, facts }: AnswerBasis): KnownAnswer | undefined {
    const known = this.#answers[question.stage].recall(question.checksum, [rules, settings, facts]);
    if (known === undefined || !isSame(known.question, question)) return undefined;
    const { uid } = question;
    const { request, ruling, pieces, decided } = known;
    return { request: { ...request, uid }, ruling, text: pieces.join(uid), decided };
  }

  /** Keeps the answer if it would be the same at any time. */
  keep(
    question: Question,
    { rules, settings, facts }: AnswerBasis,
    { request, ruling, text, decided }: KnownAnswer,
  ): void {
    const { stage, uid, checksum } = question;
    // Were the uid said anywhere else, the same bytes with another one could mean something else.
    if (!isLasting(ruling) || request.uid !== uid || isSaidTwice(question)) return;
    const asked = { ...request, name: nameOf(request), object: undefined, oldObject: undefined };
    // A body that arrives is a part of something larger, which would be kept along with it.
    const body = Buffer.from(question.body);
    const remembered = {
      question: { ...question, body },
      request: asked,
      ruling,
      pieces: text.split(uid),
      decided,
    };
    this.#answers[stage].keep(checksum, [rules, settings, facts], remembered, body.length);
  }
}

const uidMark = '"uid":"';
const uidLength = 36;
/** The API server says it first of all. */
const headLength = 512;

/**
 * What a body asks: undefined where the uid is not found where the API server puts it, or the body is so long that it is not remembered.
 *
 * Two bodies that differ only in the digits of a uid have the same shape, so what is the uid in one is the uid in the other.
 *
 * Cost: one checksum of the body.
 */
export function toQuestion(stage: Stage, body: Uint8Array): Question | undefined {
  if (body.length > longestKept) return undefined;
  const bytes = asBuffer(body);
  const found = bytes.indexOf(uidMark, 0, 'latin1');
  if (found === -1 || found > headLength) return undefined;
  const uidStart = found + uidMark.length;
  const uid = bytes.toString('latin1', uidStart, uidStart + uidLength);
  if (!/^[\da-f-]{36}$/.test(uid)) return undefined;
  return { stage, body, uid, uidStart, checksum: crc32(bytes.subarray(uidStart + uidLength)) };
}

function isSame(known: Question, asked: Question): boolean {
  if (known.uidStart !== asked.uidStart || known.body.length !== asked.body.length) return false;
  const bytes = asBuffer(asked.body);
  const isSameIn = (start: number, end: number) => bytes.compare(known.body, start, end, start, end) === 0;
  return isSameIn(0, known.uidStart) && isSameIn(known.uidStart + uidLength, known.body.length);
}

function isSaidTwice({ body, uid, uidStart }: Question): boolean {
  const bytes = asBuffer(body);
  return (
    bytes.indexOf(uid, 0, 'latin1') !== uidStart || bytes.indexOf(uid, uidStart + uidLength, 'latin1') !== -1
  );
}
