import type { MirrorEntry } from '../model/mirror-set.ts';
import type { FieldPath } from '../model/text/field-path.ts';

/** `deny` rejects the write, `warn` informs the user, `audit` is recorded and shown on request. */
export type Severity = 'deny' | 'warn' | 'audit';

/** Names an object of any kind. */
export interface ObjectName {
  readonly kind: string;
  readonly name: string;
}

/** A field of another object that is involved in a finding. */
export interface Related extends ObjectName {
  readonly path: FieldPath;
}

/** One finding of an object rule or change rule, before levels and exemptions apply. */
export interface Violation {
  readonly path: FieldPath;
  /**
   * Clauses, separated by `; ` or a full stop: the fact, which is complete by itself, then details, then the
   * advice as an imperative. Warnings omit details to limit their length. The message repeats neither the
   * path nor the rule id.
   */
  readonly message: string;
  /** Set if it differs from the severity of the rule. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** The written object that contains `path`, if several are written at once. Default: the first. */
  readonly at?: ObjectName;
  /** The source or mirror that groups the finding. Default: the source of the entry at `path`. */
  readonly about?: string;
}

/** A field of an object that is involved in a state finding. */
export interface Participant extends Related {
  readonly entry?: MirrorEntry;
}

/**
 * A property of a cluster state, identified by the rule, `identity` and `causes`. A write is responsible for
 * the findings that the previous state does not have.
 */
export interface StateFinding {
  /**
   * The source, mirror or scope, and any other value that distinguishes the finding from others of the rule.
   */
  readonly identity: string;
  /** The source or scope that grouped findings name. */
  readonly about: string;
  /** In the order in which a report names them. Never empty, except for a property of image.config alone. */
  readonly involves: readonly Participant[];
  /**
   * What makes the fault worse if it is added, such as blocked scopes or pools. The involved objects are then
   * not part of the identity, so a write that adds another object to a stored fault is not responsible for
   * it. Default: the involved objects.
   */
  readonly causes?: readonly string[];
  /**
   * Where the finding is reported if no written object is involved. Not part of the identity, so it can be
   * any of several objects with the same effect.
   */
  readonly at?: Participant;
  /** @param here the participant that the finding is reported at; the message names the other objects */
  readonly message: string | ((here: Participant | undefined) => string);
  readonly severity?: Severity;
  /**
   * Another finding covers this one: it is not reported, and it does not count as new after the other one is
   * corrected.
   */
  readonly isCovered?: boolean;
}
