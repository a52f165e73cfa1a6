import { mirrorSetKinds } from '../../model/mirror-set.ts';
import { presets } from '../../policy/presets.ts';
import { rules } from '../../rules/index.ts';
import { mutations } from '../../rules/mutations/index.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { RowColumn, RuleOption } from '../../rules/rule-options.ts';

/** A JSON Schema (draft-07), as far as policies need it. */
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
  // Of two alternatives the validator tells what is wrong with each; this way it tells about the one that was meant.
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, in an object that nobody awaits
  return { if: { type: 'object' }, then: whole, else: { $ref: '#/definitions/level' } };
}

function ruleSchema({ meta }: AnyRule): Schema {
  const { options, summary, severity } = meta;
  const description = `${summary.replace(/\.$/, '')}. Default level: ${severity}.`;
  if (options === undefined) return ref('setting', description);
  const named = Object.entries(options).map(([name, option]) => [name, optionSchema(option)] as const);
  const required = Object.entries(options).flatMap(([name, { kind }]) => (kind === 'choice' ? [] : [name]));
  return { description, ...settingSchema(closed(Object.fromEntries(named), required)) };
}

const who = {
  users: list(text('A user name.'), 'User names, in full.'),
  groups: list(text('A group.'), 'Groups, in full.'),
  serviceAccounts: list(
    { type: 'string', pattern: '^[^/]+/[^/]+$', description: '`namespace/name`.' },
    'ServiceAccounts as `namespace/name`; `*` stands for any text in either part.',
  ),
};

const ruleIds = rules.map(({ id }) => id);

const exemption = closed(
  {
    name: text('Names the exemption in answers, in the log and in the audit record.'),
    reason: text('Why it exists, for whoever reads the audit log later.'),
    ticket: text('Where it was agreed.'),
    expires: text(
      'The last day on which it counts (`2026-12-01`, in UTC), or the time from which on it does not (`2026-12-01T12:00:00Z`). Left out: it does not end.',
    ),
    rules: list({ enum: [...ruleIds, '*'] }, 'Ids of the rules that do not refuse; `*` stands for all.'),
    ...who,
    kinds: list({ enum: Object.keys(mirrorSetKinds) }, 'Kinds of objects.'),
    names: list(text('A name.'), 'Names of objects; `*` stands for any text.'),
    labels: {
      type: 'object',
      additionalProperties: { type: 'string' },
      minProperties: 1,
      description: 'Labels that the object has, with these values. Whoever writes the object can set them.',
    },
    sources: scopes(
      'Scopes: what is wrong must be about sources that lie in one of them; what is wrong with the object as a whole, about no others.',
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

/** Accepts the same, and says the same only once: the compiled validator would be ten times as long. */
function shortRules(): Schema {
  const withOptions = rules.filter(({ meta }) => meta.options !== undefined);
  return {
    type: 'object',
    propertyNames: { enum: ruleIds },
    properties: Object.fromEntries(withOptions.map((rule) => [rule.id, ruleSchema(rule)])),
    additionalProperties: { $ref: '#/definitions/setting' },
  };
}

/** The schema of policies: made of the rules and repairs there are, so that an unknown id is an error. */
export function policySchema({ style }: { readonly style: 'described' | 'short' }): Schema {
  const presetText = Object.entries(presets).map(([name, { summary }]) => `\`${name}\`: ${summary}`);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Policy of mirrorguard',
    definitions: {
      level: {
        enum: ['deny', 'warn', 'audit', 'off', false],
        description:
          '`deny` refuses, `warn` tells the user, `audit` only records, `off` (or false) does not run the rule.',
      },
      setting: settingSchema(undefined),
    },
    ...closed({
      apiVersion: { const: policyApiVersion, description: `\`${policyApiVersion}\`; may be left out.` },
      kind: { const: 'Policy', description: '`Policy`; may be left out.' },
      preset: { enum: Object.keys(presets), default: 'recommended', description: presetText.join(' ') },
      rules: {
        ...(style === 'described' ? describedRules() : shortRules()),
        description: 'Levels and options, by the id of the rule.',
      },
      onNotEvaluated: verdict(
        ['deny', 'warn', 'audit'],
        'What becomes of a rule whose facts are not known: as if it had failed, at most so gravely. Default: `warn`; with `strict`, `deny`.',
      ),
      onRuleError: verdict(
        ['deny', 'warn', 'audit'],
        'The same for a rule that broke. Default: `warn`; with `strict`, `deny`.',
      ),
      onDeadline: verdict(
        ['deny', 'warn'],
        "A write that could not be judged, or recorded durably, before the API server's deadline. Default: the option of the webhook; with `strict`, `deny`.",
      ),
      onInternalError: verdict(
        ['deny', 'warn'],
        'A write that could not be judged or recorded for a fault of mirrorguard. Default: the option of the webhook; with `strict`, `deny`.',
      ),
      changeSummary: onOff(
        'Whether the user is told in one line what an ordinary change does to the nodes. Default: the option of the webhook.',
      ),
      mutations: {
        ...closed(
          Object.fromEntries(
            mutations.map(({ id, meta }) => [id, { ...onOff(`${meta.summary} Default: ${meta.default}.`) }]),
          ),
        ),
        description: 'Repairs, by id.',
      },
      exemptions: {
        type: 'array',
        items: exemption,
        description:
          'Writes that some rules do not refuse but warn of. All that an exemption names must fit; of users, groups and serviceAccounts, one.',
      },
      breakGlass: {
        ...closed(who),
        minProperties: 1,
        description:
          'Who may set the annotation `mirrorguard.io/break-glass: <reason>` on an object, so that nothing refuses it. Default: nobody.',
      },
    }),
  };
}
