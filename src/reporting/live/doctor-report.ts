import type { Palette } from '../color.ts';
import { jsonDocument } from '../json-document.ts';
import { printable } from '../printable.ts';
import { table } from '../table.ts';

interface DoctorCheck {
  /** `NAMESPACE/NAME`; empty for the cluster. */
  readonly installation: string;
  readonly name: string;
  /** `unknown`: the user is not permitted to read the objects that the check requires. */
  readonly status: 'ok' | 'warning' | 'failed' | 'unknown';
  readonly message: string;
}

export interface Diagnosis {
  /** The name of the cluster. */
  readonly name: string;
  readonly checks: readonly DoctorCheck[];
}

export function isHealthy({ checks }: Diagnosis): boolean {
  return checks.every(({ status }) => status === 'ok' || status === 'warning');
}

/** One line per check, by installation. */
export function doctorText(diagnosis: Diagnosis, palette: Palette): string {
  const marks = { ok: palette.added, warning: palette.warn, failed: palette.deny, unknown: palette.warn };
  const byInstallation = Map.groupBy(diagnosis.checks, ({ installation }) => installation);
  const blocks = [...byInstallation].map(([installation, checks]) => {
    const heading = installation === '' ? diagnosis.name : installation;
    const rows = checks.map(({ status, name, message }) => ['', status, name, printable(message)]);
    const mark = (cell: string, column: number) =>
      column === 1 ? marks[cell as DoctorCheck['status']](cell) : cell;
    return `${palette.strong(printable(heading))}\n${table(rows, mark)}`;
  });
  const failed = diagnosis.checks.filter(({ status }) => status === 'failed').length;
  const unknown = diagnosis.checks.filter(({ status }) => status === 'unknown').length;
  const verdict = failed + unknown === 0 ? 'healthy' : `${failed} failed, ${unknown} unknown`;
  return `${blocks.join('\n')}\n${diagnosis.checks.length} checks: ${verdict}\n`;
}

/** The contract is docs/reference/schema/doctor.schema.json. */
export function doctorJson(diagnosis: Diagnosis): string {
  return jsonDocument({
    cluster: diagnosis.name,
    healthy: isHealthy(diagnosis),
    checks: diagnosis.checks,
  });
}
