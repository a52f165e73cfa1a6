import { rules } from '../../rules/index.ts';
import { closed, list, policyApiVersion, type Schema, text } from './schema.ts';

const ruleIds = rules.map(({ id }) => id);
const object = (description: string): Schema => ({ type: 'object', description });

const expectation: Schema = {
  ...closed({
    verdict: { enum: ['allow', 'deny'], description: 'Whether the write is allowed.' },
    rules: list({ enum: ruleIds }, 'Rules that must deny or warn.'),
    notRules: list({ enum: ruleIds }, 'Rules that must not deny or warn.'),
    messages: list(text('A part of a message.'), 'Texts that must each be part of a denial or warning.'),
    exemptions: list(
      text('A name.'),
      'Names of exemptions that must be used; `break-glass` for break-glass.',
    ),
  }),
  minProperties: 1,
  description: 'The expected result.',
};

const testCase = closed(
  {
    name: text('What the policy should do, as a sentence.'),
    operation: {
      enum: ['CREATE', 'UPDATE', 'DELETE'],
      description: 'Default: UPDATE if `oldObject` is set, otherwise CREATE.',
    },
    object: object('The object that the user writes; not with DELETE.'),
    oldObject: object('The object as it is stored.'),
    cluster: list(
      object('An object.'),
      'Other stored objects: mirror sets, Image `cluster`, ClusterVersion `version`.',
    ),
    user: text('The user name, or `system:serviceaccount:NAMESPACE:NAME`.'),
    groups: list(text('A group.'), 'The groups of the user.'),
    now: text(
      'The time of the write, for exemptions that expire: `2026-12-01` or ' +
        '`2026-12-01T12:00:00Z`. Default: now.',
    ),
    expect: expectation,
  },
  ['name', 'expect'],
);

/** The schema of files for `mirrorguard policy test`. */
export function policyTestSchema(): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Cases for mirrorguard policy test',
    ...closed(
      {
        apiVersion: { const: policyApiVersion, description: `\`${policyApiVersion}\`; optional.` },
        kind: { const: 'PolicyTest', description: '`PolicyTest`; optional.' },
        policy: text('The path of the policy, relative to this file. Default: the recommended policy.'),
        cluster: list(
          text('A path.'),
          'Files and folders with the objects that are stored in all cases, relative to this file.',
        ),
        cases: list(testCase, 'The cases.'),
      },
      ['cases'],
    ),
  };
}
