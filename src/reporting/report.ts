/**
 * What reporting is given. Formatters are pure: `(report, options) => string`; they print nothing, read nothing and set no
 * exit code. The text ends with a line end.
 */

import type { UnknownFact } from '../engine/unknown-facts.ts';
import type { Finding } from '../policy/decide.ts';
import type { AnyRule, Severity } from '../rules/rule.ts';

/** A stretch of one line of an input. Lines and columns count from 1, columns in UTF-16 units; `endColumn` is the one behind. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
  /** The line itself, without its end. */
  readonly sourceLine: string;
}

/** An object that was judged, or one that a finding refers to. */
export interface ReportedObject {
  readonly kind: string;
  /** Empty where the manifest has none. */
  readonly name: string;
  readonly place: Place;
}

export interface RelatedPlace {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** Absent where the other object is not part of the input. */
  readonly place?: Place;
}

export interface ReportedFinding extends Omit<Finding, 'related'> {
  /** One of the report's `objects`. */
  readonly object: ReportedObject;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
}

/** Something that could not be read, and was therefore not judged. */
export interface ReportedProblem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly fix: string;
}

export interface LintReport {
  /** In the order of files, lines and columns. */
  readonly findings: readonly ReportedFinding[];
  readonly problems: readonly ReportedProblem[];
  /** Every object that was judged, in the order of the input. */
  readonly objects: readonly ReportedObject[];
  readonly fileCount: number;
  /** Objects of other kinds. */
  readonly skippedCount: number;
  readonly unknownFacts: readonly UnknownFact[];
  /** How many repairs `mirrorguard fix` would make. */
  readonly repairCount: number;
}

export interface ReportOptions {
  /** For pretty: whether the text may be coloured. */
  readonly colour: boolean;
  /** Show `info` findings where they would be noise. */
  readonly verbose: boolean;
  readonly failOn: Severity;
  /** The rules that ran, for formats that describe them. */
  readonly rules: readonly AnyRule[];
  readonly toolVersion: string;
}

export type Formatter = (report: LintReport, options: ReportOptions) => string;
