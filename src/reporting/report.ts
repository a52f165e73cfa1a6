/** The input of formatters. A formatter is pure, and its text ends with a line break. */

import type { UnknownFact } from '../engine/unknown-facts.ts';
import type { SourcePosition } from '../model/text/source-position.ts';
import type { Finding } from '../policy/finding.ts';
import type { Severity } from '../rules/finding.ts';
import type { AnyRule } from '../rules/rule.ts';

/** An evaluated object, or an object that a finding refers to. */
export interface ReportedObject {
  readonly kind: string;
  /** Empty if the manifest has no name. */
  readonly name: string;
  readonly position: SourcePosition;
  /**
   * Set for an object that is neither a mirror set nor Image `cluster`; such an object is reported only if it
   * causes a denial.
   */
  readonly isOther?: true;
}

export interface RelatedPosition {
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  /** Absent if the other object is not in the input. */
  readonly position?: SourcePosition;
}

export interface ReportedFinding extends Omit<Finding, 'related'> {
  /** An element of `objects` of the report. */
  readonly object: ReportedObject;
  readonly position: SourcePosition;
  readonly related: readonly RelatedPosition[];
}

/** A finding that a comment or an annotation in the input ignores. */
export interface IgnoredFinding extends ReportedFinding {
  readonly reason: string;
}

/** An input that could not be read and was not evaluated. */
export interface ReportedProblem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly fix: string;
}

export interface LintReport {
  /** By object, in the order of the input; the most severe findings of an object come first. */
  readonly findings: readonly ReportedFinding[];
  readonly ignored?: readonly IgnoredFinding[];
  readonly problems: readonly ReportedProblem[];
  /** Every evaluated object, in the order of the input. */
  readonly objects: readonly ReportedObject[];
  readonly fileCount: number;
  /** The number of objects of other kinds. */
  readonly skippedCount: number;
  readonly unknownFacts: readonly UnknownFact[];
  /** The number of fixes that `mirrorguard fix` would apply. */
  readonly fixCount: number;
}

export interface ReportOptions {
  /** Used by pretty only. */
  readonly color: boolean;
  /** Show audit findings, each finding of a group, and rules that were not evaluated. */
  readonly verbose: boolean;
  readonly failOn: Severity;
  /** The rules that ran, for formats that describe them. */
  readonly rules: readonly AnyRule[];
  readonly toolVersion: string;
  /** Base URL of the documentation, without a final slash. */
  readonly docsUrl: string;
}

export type Formatter = (report: LintReport, options: ReportOptions) => string;
