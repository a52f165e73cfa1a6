import type { ReportedFinding } from './report.ts';

/** The message with the field it is about, for where only text is shown: some messages are read after their field. */
export function findingText({ path, message }: Pick<ReportedFinding, 'path' | 'message'>): string {
  return path === '' ? message : `${path}: ${message}`;
}
