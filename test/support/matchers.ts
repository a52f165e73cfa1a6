import { expect } from '@jest/globals';
import { formatFieldPath } from '../../src/model/text/field-path.ts';
import type { EvaluatedViolation } from '../../src/policy/outcome.ts';

/**
 * The expected path, message and severity of a violation. Omitted fields match any value. The path has the
 * format of the API server.
 */
export interface ExpectedViolation {
  readonly path?: string;
  readonly message?: string | RegExp;
  readonly severity?: EvaluatedViolation['severity'];
}

declare module 'expect' {
  interface Matchers<R> {
    /** Passes for exactly these violations in this order. */
    toReport(...expected: readonly ExpectedViolation[]): R;
    /** Passes for an empty list. */
    toReportNothing(): R;
  }
}

function matches(violation: EvaluatedViolation, expected: ExpectedViolation): boolean {
  if (expected.path !== undefined && formatFieldPath(violation.path) !== expected.path) return false;
  if (expected.severity !== undefined && violation.severity !== expected.severity) return false;
  if (expected.message === undefined) return true;
  return typeof expected.message === 'string'
    ? violation.message === expected.message
    : expected.message.test(violation.message);
}

function show(violations: readonly EvaluatedViolation[]): string {
  if (violations.length === 0) return '  nothing';
  return violations
    .map(
      ({ path, message, severity }) =>
        `  ${formatFieldPath(path)}: ${message}${severity ? ` [${severity}]` : ''}`,
    )
    .join('\n');
}

expect.extend({
  toReport(received: readonly EvaluatedViolation[], ...expected: readonly ExpectedViolation[]) {
    const pass =
      received.length === expected.length &&
      expected.every((wanted, index) => matches(received[index] as EvaluatedViolation, wanted));
    const wantedText = expected
      .map(
        ({ path, message, severity }) =>
          `  ${path ?? '*'}: ${message ?? '*'}${severity ? ` [${severity}]` : ''}`,
      )
      .join('\n');
    return {
      pass,
      message: () =>
        `expected the rule ${pass ? 'not ' : ''}to report\n${wantedText}\nand it reported\n${show(received)}`,
    };
  },
  toReportNothing(received: readonly EvaluatedViolation[]) {
    return {
      pass: received.length === 0,
      message: () => `expected the rule to report nothing, and it reported\n${show(received)}`,
    };
  },
});
