import { fieldOf, isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { parseLocation } from '../../model/location/location.ts';
import { findFaults } from '../../model/location/location-faults.ts';
import type { FieldPath } from '../../model/text/field-path.ts';
import { quote } from '../../model/text/quote.ts';
import { rules } from '../../rules/index.ts';
import { type RuleOption, requiredOptions } from '../../rules/rule-options.ts';
import { isDayOrTime } from './day-or-time.ts';
import type { PolicyFault } from './policy-problem.ts';

/**
 * Finds errors that the schema cannot express. Each part is checked independently of errors in other parts.
 * @param isValid whether the schema accepts the part at a path; otherwise the field may exist under a wrong
 * name
 */
export function findSemanticFaults(
  policy: JsonObject,
  isValid: (path: FieldPath) => boolean,
): readonly PolicyFault[] {
  return [...ruleFaults(policy.rules, isValid), ...exemptionFaults(policy.exemptions, isValid)];
}

function* ruleFaults(
  settings: Json | undefined,
  isValid: (path: FieldPath) => boolean,
): Generator<PolicyFault> {
  for (const { id, meta } of rules) {
    const setting = fieldOf(settings, id);
    if (setting === undefined || meta.options === undefined) continue;
    const { level, options } = isJsonObject(setting) ? setting : { level: setting };
    const required = requiredOptions(meta.options);
    const isOff = level === 'off' || level === false;
    if (options === undefined && required.length > 0 && !isOff && isValid(['rules', id])) {
      yield {
        path: ['rules', id],
        message:
          `must have the options ${required.map(quote).join(' and ')}; without them the rule has ` +
          'no effect',
      };
    }
    for (const [name, option] of Object.entries(meta.options))
      yield* optionFaults(option, fieldOf(options, name), ['rules', id, 'options', name]);
  }
}

function* optionFaults(option: RuleOption, value: Json | undefined, path: FieldPath): Generator<PolicyFault> {
  if (option.kind === 'scopes') yield* scopeFaults(value, path);
  if (option.kind !== 'rows') return;
  for (const [index, row] of elementsOf(value).entries()) {
    for (const [name, { kind }] of Object.entries(option.columns)) {
      const at = [...path, index, name];
      if (kind === 'scopes') yield* scopeFaults(fieldOf(row, name), at);
      if (kind === 'scope') yield* scopeFault(fieldOf(row, name), at);
    }
  }
}

function* scopeFaults(scopes: Json | undefined, path: FieldPath): Generator<PolicyFault> {
  for (const [index, scope] of elementsOf(scopes).entries()) yield* scopeFault(scope, [...path, index]);
}

/** A scope has the syntax of a source. */
function* scopeFault(scope: Json | undefined, path: FieldPath): Generator<PolicyFault> {
  if (typeof scope !== 'string' || parseLocation(scope, 'source') !== undefined) return;
  const [fault] = findFaults(scope, 'source');
  const better = fault?.suggestion === undefined ? '' : `; write ${quote(fault.suggestion)}`;
  yield { path, message: `must be host[:port][/path] or *.domain, but is ${quote(scope)}${better}` };
}

function* exemptionFaults(
  exemptions: Json | undefined,
  isValid: (path: FieldPath) => boolean,
): Generator<PolicyFault> {
  const names = new Set<string>();
  for (const [index, exemption] of elementsOf(exemptions).entries()) {
    if (!isJsonObject(exemption)) continue;
    const path = ['exemptions', index];
    const { name, expires, sources } = exemption;
    if (typeof name === 'string') yield* nameFaults(name, names, [...path, 'name']);
    yield* expiryFaults(expires, [...path, 'expires']);
    yield* scopeFaults(sources, [...path, 'sources']);
    if (criteria.some((criterion) => criterion in exemption) || !isValid(path)) continue;
    const wanted = `${criteria.slice(0, -1).join(', ')} or ${criteria.at(-1)}`;
    const message = `matches every user and object; add ${wanted}, or set the level of the rules instead`;
    yield { path, message };
  }
}

/** @param names the names of earlier exemptions; the function adds this one */
function* nameFaults(name: string, names: Set<string>, path: FieldPath): Generator<PolicyFault> {
  if (names.has(name)) {
    const advice = 'names must be unique to identify the used one';
    yield { path, message: `${quote(name)} is the name of another exemption; ${advice}` };
  }
  if (name === 'break-glass') {
    const message = '"break-glass" is the name of the annotation in the audit record; choose another name';
    yield { path, message };
  }
  names.add(name);
}

function* expiryFaults(expires: Json | undefined, path: FieldPath): Generator<PolicyFault> {
  if (typeof expires !== 'string' || !/\S/.test(expires) || isDayOrTime(expires)) return;
  const message = `must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), but is ${quote(expires)}`;
  yield { path, message };
}

/** An exemption must have at least one of these. */
const criteria = ['users', 'groups', 'serviceAccounts', 'kinds', 'names', 'labels', 'sources'];

function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
