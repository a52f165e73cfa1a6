import { rules } from '../../rules/index.ts';
import { closed, list, policyApiVersion, type Schema, text } from './schema.ts';

const ruleIds = rules.map(({ id }) => id);
const object = (description: string): Schema => ({ type: 'object', description });

const expectation: Schema = {
  ...closed({
    verdict: { enum: ['allow', 'deny'], description: 'Whether the write is let through.' },
    rules: list({ enum: ruleIds }, 'Rules that have to be among those that refuse or warn.'),
    notRules: list({ enum: ruleIds }, 'Rules that must not be among them.'),
    messages: list(text('A part of a message.'), 'Each has to be in a refusal or warning.'),
    exemptions: list(text('A name.'), 'Exemptions that have to be used, by name; `break-glass` for that.'),
  }),
  minProperties: 1,
  description: 'What has to come of it.',
};

const testCase = closed(
  {
    name: text('What the policy should do, in a sentence.'),
    operation: {
      enum: ['CREATE', 'UPDATE', 'DELETE'],
      description: 'Default: UPDATE where there is an `oldObject`, otherwise CREATE.',
    },
    object: object('The object as the user writes it; not with DELETE.'),
    oldObject: object('The object as it is stored.'),
    cluster: list(
      object('An object.'),
      'Objects that are stored beside it: mirror sets, Image `cluster`, ClusterVersion `version`.',
    ),
    user: text('Who writes: a user, or `system:serviceaccount:NAMESPACE:NAME`.'),
    groups: list(text('A group.'), 'The groups of the user.'),
    now: text(
      'When it is written, for exemptions that end: `2026-12-01` or `2026-12-01T12:00:00Z`. Default: now.',
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
        apiVersion: { const: policyApiVersion, description: `\`${policyApiVersion}\`; may be left out.` },
        kind: { const: 'PolicyTest', description: '`PolicyTest`; may be left out.' },
        policy: text('The policy that is tested, relative to this file. Left out: the recommended one.'),
        cluster: list(
          text('A path.'),
          'Files and folders of what is stored in all cases, relative to this file.',
        ),
        cases: list(testCase, 'The cases.'),
      },
      ['cases'],
    ),
  };
}
