import type { FactSheet } from '../model/facts.ts';
import type { JsonObject } from '../model/json.ts';
import type { MirrorSetKind, ObjectRef } from '../model/mirror-set.ts';
import { formatFieldPath } from '../model/text/field-path.ts';
import { decide, type Finding } from '../policy/decide.ts';
import type { Enforcement } from '../policy/enforcement.ts';
import { type Judgement, judge, type Occasion } from '../policy/judge.ts';
import type { AnyRule, Severity } from '../rules/rule.ts';
import { toSubject } from '../webhook/subject.ts';

/** One object to judge. */
export interface InputObject {
  readonly object: JsonObject;
  readonly judgedAs: MirrorSetKind;
  /** Empty where it has none. */
  readonly name: string;
}

/** What an input is judged by. */
export interface InputStanding {
  readonly rules: readonly AnyRule[];
  readonly enforcement: Enforcement;
  /** Its cluster holds the objects of the input beside what is stored: the state when all of them are applied. */
  readonly facts: FactSheet;
  /** The stored version of an object; undefined where it would be a new one. */
  readonly stored?: (ref: ObjectRef) => JsonObject | undefined;
  /** Who would write it, and when; without it no exemption is looked for. */
  readonly occasion?: Occasion | undefined;
}

export interface JudgedInput<Input extends InputObject> {
  readonly input: Input;
  readonly judgement: Judgement;
}

/**
 * Judges each object of an input as the webhook would judge the write that completes the input: all others are applied already,
 * so that no order of applying them matters. It is an update where it is stored, otherwise a new one.
 */
export function judgeInput<Input extends InputObject>(
  inputs: readonly Input[],
  standing: InputStanding,
): readonly JudgedInput<Input>[] {
  const { rules, enforcement, facts, stored = () => undefined, occasion } = standing;
  return inputs.map((input) => {
    const { object, judgedAs: kind, name } = input;
    const oldObject = stored({ kind, name });
    const operation = oldObject === undefined ? 'CREATE' : 'UPDATE';
    const subject = toSubject({ kind, operation, object, oldObject, written: object });
    const { outcomes } = judge(subject, { rules, enforcement, facts, host: 'cli' });
    // What is not known is told once for the whole input, not as a finding of each object.
    const known = outcomes.filter(({ status }) => status !== 'not-evaluated');
    return {
      input,
      judgement: { outcomes, ...decide(known, enforcement, occasion && { subject, ...occasion }) },
    };
  });
}

const gravity: Readonly<Record<Severity, number>> = { deny: 0, warn: 1, audit: 2 };

/**
 * Leaves out what another object's finding has said already from its side: entries that contradict each other are one matter. A
 * finding stays where it is graver, or names an entry that the other did not.
 * Cost: proportional to the findings and what they name.
 */
export function withoutEchoes<Input extends InputObject>(
  judged: readonly JudgedInput<Input>[],
): readonly JudgedInput<Input>[] {
  const told = new Map<string, Matter[]>();
  return judged.map(({ input, judgement }) => {
    const ref = { kind: input.judgedAs, name: input.name };
    const findings = judgement.findings.filter((finding) => {
      const matter = matterOf(ref, finding);
      if (isEcho(matter, told)) return false;
      told.set(matter.own, [...(told.get(matter.own) ?? []), matter]);
      return true;
    });
    return { input, judgement: { ...judgement, findings } };
  });
}

/** What a finding is about. */
interface Matter {
  readonly severity: Severity;
  readonly own: string;
  /** Its own entry among them. */
  readonly entries: ReadonlySet<string>;
}

function matterOf(ref: ObjectRef, { rule, severity, path, related }: Finding): Matter {
  const own = matterKey(rule, ref, path);
  return {
    severity,
    own,
    entries: new Set([own, ...related.map((other) => matterKey(rule, other, formatFieldPath(other.path)))]),
  };
}

function isEcho({ severity, own, entries }: Matter, told: ReadonlyMap<string, readonly Matter[]>): boolean {
  return [...entries].some(
    (other) =>
      other !== own &&
      (told.get(other) ?? []).some(
        (earlier) => gravity[earlier.severity] <= gravity[severity] && entries.isSubsetOf(earlier.entries),
      ),
  );
}

/** A rule and the entry it speaks of; fields of one entry are one matter. */
function matterKey(rule: string, { kind, name }: ObjectRef, path: string): string {
  return JSON.stringify([rule, kind, name, /^spec\.\w+\[\d+\]/.exec(path)?.[0] ?? path]);
}
