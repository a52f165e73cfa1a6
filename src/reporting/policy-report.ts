import type { Palette } from './color.ts';
import { jsonDocument } from './json-document.ts';
import { printable } from './printable.ts';
import { table } from './table.ts';

/** An exemption with its state at the current time. */
export interface DatedExemption {
  readonly name: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly expires: string | null;
  readonly isExpired: boolean;
  /** Remaining days, rounded up; null without an expiry date. */
  readonly daysLeft: number | null;
}

/** The effect of a policy. */
export interface PolicyReport {
  readonly preset: string;
  readonly rules: readonly {
    readonly rule: string;
    readonly level: string;
    readonly from: 'rule' | 'preset' | 'policy';
    readonly options?: object;
  }[];
  readonly settings: Readonly<Record<string, string>>;
  /** The ids of the enabled mutations. */
  readonly mutations: readonly string[];
  readonly exemptions: readonly DatedExemption[];
  /** Users, groups and ServiceAccounts that can use break-glass. */
  readonly breakGlass: readonly string[];
}

/** The contract is docs/reference/schema/policy-show.schema.json. */
export function policyJson(report: PolicyReport): string {
  return jsonDocument(report);
}

export function policyText(
  { preset, rules, settings, mutations, exemptions, breakGlass }: PolicyReport,
  palette: Palette,
): string {
  const origin = { rule: 'default', preset: `preset ${preset}`, policy: 'policy' };
  const rows = rules.map(({ rule, level, from, options }) => [
    level,
    rule,
    from === 'rule' ? '' : origin[from],
    options === undefined ? '' : JSON.stringify(options),
  ]);
  const mark = (cell: string, column: number) => {
    if (column !== 0) return cell;
    return cell === 'deny' || cell === 'warn' ? palette[cell](cell) : palette.faint(cell);
  };
  const section = (title: string, lines: readonly (readonly string[])[]) =>
    lines.length === 0 ? '' : `\n${palette.strong(title)}\n${table(lines)}`;
  const expiry = ({ expires, isExpired }: PolicyReport['exemptions'][number]) =>
    expires === null ? 'does not expire' : `${isExpired ? 'expired on' : 'until'} ${expires}`;
  return [
    `${palette.strong('Rules')} (preset ${preset})\n`,
    table(rows, mark),
    section('Settings', Object.entries(settings)),
    section(
      'Mutations',
      mutations.map((id) => [id]),
    ),
    section(
      'Exemptions',
      exemptions.map((exemption) => [
        printable(exemption.name),
        expiry(exemption),
        printable(exemption.ticket ?? '-'),
        printable(exemption.reason),
      ]),
    ),
    section(
      'Break-glass',
      breakGlass.map((name) => [printable(name)]),
    ),
  ].join('');
}
