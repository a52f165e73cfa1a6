import type { ReportedFinding } from './report.ts';

/** The message with its field, for formats without a separate field. */
export function findingText({ path, message }: Pick<ReportedFinding, 'path' | 'message'>): string {
  return path === '' ? message : `${path}: ${message}`;
}
