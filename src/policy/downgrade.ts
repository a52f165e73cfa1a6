import { type FieldPath, parseFieldPath } from '../model/text/field-path.ts';
import { quote } from '../model/text/quote.ts';
import { type BreakGlass, readBreakGlass } from './break-glass.ts';
import type { Enforcement } from './enforcement.ts';
import { covers, type Exemption, type Write } from './exemptions.ts';
import type { Downgrade, Finding } from './finding.ts';

/** The exemptions that one decision used or rejected. */
export interface Exempted {
  /** The exemptions that downgraded a denial, once for each rule. */
  readonly used: readonly UsedExemption[];
  /** Matching exemptions that did not apply: expired exemptions and a rejected break-glass. */
  readonly rejected: readonly RejectedExemption[];
}

export interface UsedExemption {
  /** The name in the policy, or `break-glass`. */
  readonly name: string;
  readonly rule: string;
  readonly reason: string;
  readonly ticket?: string;
  readonly expires?: string;
}

export interface RejectedExemption {
  readonly name: string;
  readonly reason: 'expired' | 'not-allowed' | 'no-reason';
}

interface DowngradedFindings {
  readonly findings: readonly Finding[];
  readonly exempted?: Exempted;
}

/**
 * Downgrades denials to warnings according to the policy. Exemptions apply first, so break-glass is used only
 * for findings without an exemption. The advisory mode applies last, to the remaining denials.
 * Cost: nothing unless something would be denied; then the exemptions for each denial.
 */
export function downgradeDenials(
  findings: readonly Finding[],
  enforcement: Enforcement,
  write: Write | undefined,
): DowngradedFindings {
  if (!findings.some(({ severity }) => severity === 'deny')) return { findings };
  const { exempted, findings: left } =
    write === undefined ? { findings } : exempt(findings, enforcement, write);
  const remaining = enforcement.isAdvisory
    ? left.map((finding) => downgrade(finding, 'advisory', 'would be denied: '))
    : left;
  return { findings: remaining, ...(exempted === undefined ? {} : { exempted }) };
}

function exempt(
  findings: readonly Finding[],
  { exemptions = [], breakGlass }: Enforcement,
  write: Write,
): DowngradedFindings {
  const ledger = new Ledger();
  const left = findings.map((finding) =>
    finding.severity === 'deny' ? exemptOne(finding, exemptions, write, ledger) : finding,
  );
  if (!left.some(({ severity }) => severity === 'deny')) return { findings: left, exempted: ledger };
  return { findings: applyBreakGlass(left, readBreakGlass(write, breakGlass), ledger), exempted: ledger };
}

function exemptOne(
  finding: Finding,
  exemptions: readonly Exemption[],
  write: Write,
  ledger: Ledger,
): Finding {
  const path: FieldPath = parseFieldPath(finding.path);
  const fitting = exemptions.filter((exemption) => covers(exemption, { rule: finding.rule, path }, write));
  const valid = fitting.find(({ expiresMs }) => write.nowMs < expiresMs);
  if (valid !== undefined) {
    ledger.use(valid, finding.rule);
    return downgrade(finding, 'exemption', `exempted${until(valid)} by ${describe(valid)}: `);
  }
  const [expired] = fitting;
  if (expired === undefined) return finding;
  ledger.reject({ name: expired.name, reason: 'expired' });
  return {
    ...finding,
    message: `${finding.message} (exemption ${describe(expired)} expired ${expired.expires})`,
  };
}

function applyBreakGlass(
  findings: readonly Finding[],
  breakGlass: BreakGlass,
  ledger: Ledger,
): readonly Finding[] {
  switch (breakGlass.state) {
    case 'not-set':
      return findings;
    case 'used': {
      const { reason } = breakGlass;
      return findings.map((finding) => {
        if (finding.severity === 'deny') ledger.use({ name: 'break-glass', reason }, finding.rule);
        return downgrade(finding, 'break-glass', `allowed by break-glass (${quote(reason)}): `);
      });
    }
    case 'rejected': {
      ledger.reject({ name: 'break-glass', reason: breakGlass.reason });
      // A rejected break-glass is reported once, because a denial can have many reasons.
      const first = findings.findIndex(({ severity }) => severity === 'deny');
      return findings.map((finding, index) =>
        index === first ? { ...finding, message: `${finding.message} (${breakGlass.problem})` } : finding,
      );
    }
  }
}

/** The prefix is first because long warnings are truncated at the end. */
function downgrade(finding: Finding, downgradedBy: Downgrade, prefix: string): Finding {
  return finding.severity === 'deny'
    ? { ...finding, severity: 'warn', downgradedBy, message: prefix + finding.message }
    : finding;
}

function until({ expires }: Exemption): string {
  return expires === undefined ? '' : ` until ${expires}`;
}

function describe({ name, ticket }: Exemption): string {
  return ticket === undefined ? quote(name) : `${quote(name)} (${ticket})`;
}

class Ledger implements Exempted {
  readonly used: UsedExemption[] = [];
  readonly rejected: RejectedExemption[] = [];

  use(
    { name, reason, ticket, expires }: Pick<Exemption, 'name' | 'reason' | 'ticket' | 'expires'>,
    rule: string,
  ): void {
    if (this.used.some((used) => used.name === name && used.rule === rule)) return;
    this.used.push({
      name,
      rule,
      reason,
      ...(ticket === undefined ? {} : { ticket }),
      ...(expires === undefined ? {} : { expires }),
    });
  }

  reject(rejected: RejectedExemption): void {
    if (!this.rejected.some(({ name }) => name === rejected.name)) this.rejected.push(rejected);
  }
}
