import type { FieldPath } from '../../domain/field-path.ts';
import { isJsonObject } from '../../domain/json.ts';
import { parseLocation } from '../../domain/location.ts';
import { findFaults } from '../../domain/location-faults.ts';
import { quote } from '../../domain/quote.ts';
import { endOf, type GivenExemption, type GivenPolicy } from '../../policy/policy.ts';
import { type RuleOption, requiredOptions } from '../../policy/rule-options.ts';
import { rules } from '../../policy/rules/index.ts';
import type { PolicyFault } from './policy-problem.ts';

/**
 * What is wrong with a policy although its shape is right.
 *
 * @param isSound whether the schema has nothing against the part at a path; what has no shape is not looked into
 */
export function findMeaningFaults(policy: GivenPolicy, isSound: (path: FieldPath) => boolean): readonly PolicyFault[] {
  const { rules: settings = {}, exemptions = [] } = policy;
  return [
    ...(isJsonObject(settings) ? ruleFaults(settings, isSound) : []),
    ...(Array.isArray(exemptions) ? exemptionFaults(exemptions, isSound) : []),
  ];
}

function* ruleFaults(settings: NonNullable<GivenPolicy['rules']>, isSound: (path: FieldPath) => boolean): Generator<PolicyFault> {
  for (const { id, meta } of rules) {
    const setting = settings[id];
    if (setting === undefined || meta.options === undefined || !isSound(['rules', id])) continue;
    const { level, options } = typeof setting === 'object' ? setting : { level: setting, options: undefined };
    const required = requiredOptions(meta.options);
    if (options === undefined && required.length > 0 && level !== 'off' && level !== false) {
      yield { path: ['rules', id], message: `does nothing without options: it needs ${required.map(quote).join(' and ')}` };
    }
    for (const [name, value] of Object.entries(options ?? {})) {
      const option = meta.options[name];
      if (option !== undefined) yield* optionFaults(option, value, ['rules', id, 'options', name]);
    }
  }
}

function* optionFaults(option: RuleOption, value: unknown, path: FieldPath): Generator<PolicyFault> {
  if (option.kind === 'scopes') yield* scopeFaults(value as readonly string[], path);
  if (option.kind !== 'rows') return;
  for (const [index, row] of (value as readonly Readonly<Record<string, unknown>>[]).entries()) {
    for (const [name, { kind }] of Object.entries(option.columns)) {
      const at = [...path, index, name];
      if (kind === 'scopes') yield* scopeFaults(row[name] as readonly string[], at);
      if (kind === 'scope') yield* scopeFault(row[name] as string, at);
    }
  }
}

function* scopeFaults(scopes: readonly string[], path: FieldPath): Generator<PolicyFault> {
  for (const [index, scope] of scopes.entries()) yield* scopeFault(scope, [...path, index]);
}

/** A scope is written as a source is. */
function* scopeFault(scope: string, path: FieldPath): Generator<PolicyFault> {
  if (parseLocation(scope, 'source') !== undefined) return;
  const [fault] = findFaults(scope, 'source');
  const better = fault?.suggestion === undefined ? '' : `; write ${quote(fault.suggestion)}`;
  yield { path, message: `must be host[:port][/path] or *.domain, and is ${quote(scope)}${better}` };
}

function* exemptionFaults(exemptions: readonly GivenExemption[], isSound: (path: FieldPath) => boolean): Generator<PolicyFault> {
  const names = new Set<string>();
  for (const [index, exemption] of exemptions.entries()) {
    const path = ['exemptions', index];
    if (!isSound(path)) continue;
    const { name, expires, sources = [] } = exemption;
    if (names.has(name))
      yield { path: [...path, 'name'], message: `${quote(name)} is the name of another exemption: which one was used could not be told` };
    if (name === 'break-glass')
      yield { path: [...path, 'name'], message: '"break-glass" stands for the annotation in the audit record; choose another name' };
    names.add(name);
    if (expires !== undefined && !isTime(expires)) {
      yield {
        path: [...path, 'expires'],
        message: `must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), and is ${quote(expires)}`,
      };
    }
    yield* scopeFaults(sources, [...path, 'sources']);
    if (!isForSome(exemption)) {
      yield {
        path,
        message:
          'is for everybody and everything: name users, groups, serviceAccounts, kinds, names, labels or sources, or set the level of the rules instead',
      };
    }
  }
}

function isForSome({ users, groups, serviceAccounts, kinds, names, labels, sources }: GivenExemption): boolean {
  return [users, groups, serviceAccounts, kinds, names, labels, sources].some((criterion) => criterion !== undefined);
}

/** A day of the calendar, or a time with its zone: without one, two replicas could read it differently. */
function isTime(expires: string): boolean {
  const [, day = ''] = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.exec(expires) ?? [];
  // The thirtieth of February is read as a day of March.
  const exists = !Number.isNaN(Date.parse(day)) && new Date(Date.parse(day)).toISOString().startsWith(day);
  return day !== '' && exists && !Number.isNaN(endOf(expires));
}
