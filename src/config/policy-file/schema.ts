import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { presets } from '../../policy/presets.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { RowColumn, RuleOption } from '../../rules/rule-options.ts';

/** A JSON Schema (draft-07) with the keywords that policies need. */
export type Schema = Readonly<Record<string, unknown>>;

export const policyApiVersion = 'mirrorguard.io/v1';

export const text = (description: string): Schema => ({ type: 'string', pattern: '\\S', description });
export const list = (items: Schema, description: string): Schema => ({
  type: 'array',
  items,
  minItems: 1,
  description,
});
export const closed = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...(required.length === 0 ? {} : { required }),
});
const ref = (name: string, description: string): Schema => ({ $ref: `#/definitions/${name}`, description });

const scope = (description: string): Schema => ({ type: 'string', description });
const scopes = (description: string): Schema => list({ type: 'string' }, description);

function columnSchema(column: RowColumn): Schema {
  switch (column.kind) {
    case 'scope':
      return scope(column.description);
    case 'scopes':
      return scopes(column.description);
    case 'choice':
      return { enum: column.of, description: column.description };
  }
}

function optionSchema(option: RuleOption): Schema {
  switch (option.kind) {
    case 'scopes':
      return scopes(option.description);
    case 'choice':
      return { enum: option.of, default: option.default, description: option.description };
    case 'rows': {
      const columns = Object.entries(option.columns).map(
        ([name, column]) => [name, columnSchema(column)] as const,
      );
      return list(closed(Object.fromEntries(columns), Object.keys(option.columns)), option.description);
    }
  }
}

/** A level alone, or a level and options. */
function settingSchema(options: Schema | undefined): Schema {
  const whole = closed({
    level: { $ref: '#/definitions/level' },
    ...(options === undefined ? {} : { options }),
  });
  // With two alternatives the validator reports errors for both; this form reports errors only for the
  // intended one.
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in an object that is never awaited
  return { if: { type: 'object' }, then: whole, else: { $ref: '#/definitions/level' } };
}

function ruleSchema({ meta }: AnyRule): Schema {
  const { options, summary, severity } = meta;
  const description = `${summary.replace(/\.$/, '')}. Default level: ${severity}.`;
  if (options === undefined) return ref('setting', description);
  return { description, ...settingSchema(optionsSchema(options)) };
}

function optionsSchema(options: NonNullable<AnyRule['meta']['options']>): Schema {
  const named = Object.entries(options).map(([name, option]) => [name, optionSchema(option)] as const);
  const required = Object.entries(options).flatMap(([name, { kind }]) => (kind === 'choice' ? [] : [name]));
  return closed(Object.fromEntries(named), required);
}

const who = {
  users: list(text('A user name.'), 'User names, in full.'),
  groups: list(text('A group.'), 'Groups, in full.'),
  serviceAccounts: list(
    { type: 'string', pattern: '^[^/]+/[^/]+$', description: '`namespace/name`.' },
    'ServiceAccounts as `namespace/name`; `*` matches any text in either part.',
  ),
};

const ruleIds = rules.map(({ id }) => id);

const exemption = closed(
  {
    name: text('The name of the exemption in responses, in the log and in the audit record.'),
    reason: text('Why the exemption exists, for readers of the audit log.'),
    ticket: text('The ticket with the approval.'),
    expires: text(
      'The last day on which the exemption applies (`2026-12-01`, in UTC), or the time at which ' +
        'it expires (`2026-12-01T12:00:00Z`). Default: it does not expire.',
    ),
    rules: list(
      { enum: [...ruleIds, '*'] },
      'Ids of the rules whose denials become warnings; `*` matches all.',
    ),
    ...who,
    kinds: list({ enum: [...Object.keys(mirrorSetKinds), 'Image'] }, 'Kinds of objects.'),
    names: list(text('A name.'), 'Names of objects; `*` matches any text.'),
    labels: {
      type: 'object',
      additionalProperties: { type: 'string' },
      minProperties: 1,
      description:
        'Labels that the object must have, with these values. Users who can write the object can set them.',
    },
    sources: scopes(
      'Scopes. A finding about an entry matches if its source is in one of them; a finding about ' +
        'the object, if all sources are.',
    ),
  },
  ['name', 'reason', 'rules'],
);

const verdict = (values: readonly string[], description: string): Schema => ({ enum: values, description });
const onOff = (description: string): Schema => ({ enum: ['on', 'off', true, false], description });

/** Each rule with its own description, for editors. */
function describedRules(): Schema {
  return closed(Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])));
}

/**
 * Accepts the same policies without a copy per rule, because the compiled validator would be ten times as
 * long.
 */
function shortRules(): Schema {
  const withOptions = rules.flatMap(({ id, meta: { options } }) =>
    options === undefined
      ? []
      : [
          [
            id,
            { $ref: '#/definitions/settingWithOptions', properties: { options: optionsSchema(options) } },
          ] as const,
        ],
  );
  return {
    type: 'object',
    propertyNames: { enum: ruleIds },
    properties: Object.fromEntries(withOptions),
    additionalProperties: { $ref: '#/definitions/setting' },
  };
}

/** The schema of policies. It lists all rules and mutations, so unknown ids are errors. */
export function policySchema({ style }: { readonly style: 'described' | 'short' }): Schema {
  const presetText = Object.entries(presets).map(([name, { summary }]) => `\`${name}\`: ${summary}`);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'mirrorguard policy',
    definitions: {
      level: {
        enum: ['deny', 'warn', 'audit', 'off', false],
        description:
          '`deny` denies the write, `warn` prints a warning, `audit` only records the finding, ' +
          '`off` (or false) does not run the rule.',
      },
      setting: settingSchema(undefined),
      ...(style === 'described' ? {} : { settingWithOptions: settingSchema({}) }),
    },
    ...closed({
      apiVersion: { const: policyApiVersion, description: `\`${policyApiVersion}\`; optional.` },
      kind: { const: 'Policy', description: '`Policy`; optional.' },
      preset: { enum: Object.keys(presets), default: 'recommended', description: presetText.join(' ') },
      rules: {
        ...(style === 'described' ? describedRules() : shortRules()),
        description: 'Levels and options, by the id of the rule.',
      },
      onNotEvaluated: verdict(
        ['deny', 'warn', 'audit'],
        'The level of a rule that cannot be evaluated because a fact is unknown, at most the ' +
          'level of the rule. Default: `warn`; with `strict`, `deny`.',
      ),
      onRuleError: verdict(
        ['deny', 'warn', 'audit'],
        'The level of a rule that failed with an internal error, at most the level of the rule. ' +
          'Default: `warn`; with `strict`, `deny`.',
      ),
      onDeadline: verdict(
        ['deny', 'warn'],
        'The decision if evaluation, or a durable record, is not complete before the API ' +
          "server's deadline. Default: by the failurePolicy of the webhook entry; with `strict`, `deny`.",
      ),
      onInternalError: verdict(
        ['deny', 'warn'],
        'The decision if mirrorguard cannot evaluate or record a write because of an internal ' +
          'error. Default: by the failurePolicy of the webhook entry; with `strict`, `deny`.',
      ),
      mutations: {
        ...closed(
          Object.fromEntries(
            mutations.map(({ id, meta }) => [id, { ...onOff(`${meta.summary} Default: ${meta.default}.`) }]),
          ),
        ),
        description: 'Mutations, by id.',
      },
      exemptions: {
        type: 'array',
        items: exemption,
        description:
          'Writes for which some rules warn instead of denying. All fields must match; of users, ' +
          'groups and serviceAccounts, one match is enough.',
      },
      breakGlass: {
        ...closed(who),
        minProperties: 1,
        description:
          'Users who may set the annotation `mirrorguard.io/break-glass: <reason>` on an object. ' +
          'No rule then denies it. Default: none.',
      },
    }),
  };
}
