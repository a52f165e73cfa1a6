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
 * What is wrong with a policy although its shape is right, each part looked at whatever is wrong with its neighbours.
 *
 * @param isSound whether the schema has nothing against the part at a path; what is missing from others may be there under a wrong name
 */
export function findMeaningFaults(
  policy: JsonObject,
  isSound: (path: FieldPath) => boolean,
): readonly PolicyFault[] {
  return [...ruleFaults(policy.rules, isSound), ...exemptionFaults(policy.exemptions, isSound)];
}

function* ruleFaults(
  settings: Json | undefined,
  isSound: (path: FieldPath) => boolean,
): Generator<PolicyFault> {
  for (const { id, meta } of rules) {
    const setting = fieldOf(settings, id);
    if (setting === undefined || meta.options === undefined) continue;
    const { level, options } = isJsonObject(setting) ? setting : { level: setting };
    const required = requiredOptions(meta.options);
    const isOff = level === 'off' || level === false;
    if (options === undefined && required.length > 0 && !isOff && isSound(['rules', id])) {
      yield {
        path: ['rules', id],
        message: `does nothing without options: it needs ${required.map(quote).join(' and ')}`,
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

/** A scope is written as a source is. */
function* scopeFault(scope: Json | undefined, path: FieldPath): Generator<PolicyFault> {
  if (typeof scope !== 'string' || parseLocation(scope, 'source') !== undefined) return;
  const [fault] = findFaults(scope, 'source');
  const better = fault?.suggestion === undefined ? '' : `; write ${quote(fault.suggestion)}`;
  yield { path, message: `must be host[:port][/path] or *.domain, and is ${quote(scope)}${better}` };
}

function* exemptionFaults(
  exemptions: Json | undefined,
  isSound: (path: FieldPath) => boolean,
): Generator<PolicyFault> {
  const names = new Set<string>();
  for (const [index, exemption] of elementsOf(exemptions).entries()) {
    if (!isJsonObject(exemption)) continue;
    const path = ['exemptions', index];
    const { name, expires, sources } = exemption;
    if (typeof name === 'string') {
      if (names.has(name))
        yield {
          path: [...path, 'name'],
          message: `${quote(name)} is the name of another exemption: which one was used could not be told`,
        };
      if (name === 'break-glass')
        yield {
          path: [...path, 'name'],
          message: '"break-glass" stands for the annotation in the audit record; choose another name',
        };
      names.add(name);
    }
    if (typeof expires === 'string' && /\S/.test(expires) && !isDayOrTime(expires)) {
      yield {
        path: [...path, 'expires'],
        message: `must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), and is ${quote(expires)}`,
      };
    }
    yield* scopeFaults(sources, [...path, 'sources']);
    if (!criteria.some((criterion) => criterion in exemption) && isSound(path)) {
      yield {
        path,
        message: `is for everybody and everything: name ${criteria.slice(0, -1).join(', ')} or ${criteria.at(-1)}, or set the level of the rules instead`,
      };
    }
  }
}

/** What an exemption can be limited by; it must be by one. */
const criteria = ['users', 'groups', 'serviceAccounts', 'kinds', 'names', 'labels', 'sources'];

function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
