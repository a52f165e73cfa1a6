import { createHash } from 'node:crypto';
import type { ReportedFinding } from '../report.ts';

/** Identifies a result across runs. It omits lines, because lines move while objects and fields stay. */
export function fingerprintOf({ rule, object, path, message }: ReportedFinding): string {
  return fingerprint([rule, object.kind, object.name, path, message]);
}

export function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
