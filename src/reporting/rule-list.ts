import { type AnyRule, operationsOf } from '../rules/rule.ts';
import type { Palette } from './color.ts';
import { jsonDocument } from './json-document.ts';
import { isSeverity } from './severity.ts';
import { table } from './table.ts';

/** One line per rule: severity, id, summary. */
export function ruleTable(rules: readonly AnyRule[], palette: Palette): string {
  const rows = rules.map(({ id, meta }) => [meta.severity, id, meta.summary]);
  return table(rows, (cell, column) => (column === 0 && isSeverity(cell) ? palette[cell](cell) : cell));
}

/** The contract is docs/reference/schema/rules.schema.json. */
export function rulesJson(rules: readonly AnyRule[]): string {
  const listed = rules.map((rule) => {
    const { id, requires, uses, meta } = rule;
    const { category, summary, why, fix, severity, since, kinds, hosts = ['admission', 'cli'] } = meta;
    return {
      id,
      severity,
      category,
      summary,
      why,
      fix,
      since,
      operations: operationsOf(rule),
      hosts,
      requires,
      uses,
      ...(kinds === undefined ? {} : { kinds }),
    };
  });
  return jsonDocument({ rules: listed });
}
