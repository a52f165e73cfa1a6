import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { formatPolicyProblem } from '../../../src/config/policy-file/policy-problem.ts';
import { readPolicy } from '../../../src/config/policy-file/read-policy.ts';
import { policySchema } from '../../../src/config/policy-file/schema.ts';
import { compilePolicy } from '../../../src/policy/policy.ts';
import { rules } from '../../../src/rules/index.ts';

/** The policy, or its problems with one line each. */
function read(text: string): unknown {
  const result = readPolicy(text);
  return 'problems' in result ? result.problems.map(formatPolicyProblem) : result.policy;
}

const whole = `apiVersion: mirrorguard.io/v1
kind: Policy
preset: strict
rules:
  rollout-drain: off
  no-broad-source: {level: warn}
  require-source-policy:
    level: deny
    options:
      required:
        - {source: '*.example.com', policy: NeverContactSource}
onNotEvaluated: warn
onRuleError: audit
onDeadline: deny
onInternalError: warn
mutations: {remove-https: off}
exemptions:
  - name: move
    reason: It moves.
    ticket: OPS-1
    expires: 2026-12-01T12:00:00Z
    rules: ['*']
    users: [alice]
    groups: [a, b]
    serviceAccounts: [openshift-gitops/*]
    kinds: [ImageTagMirrorSet]
    names: ['team-*']
    labels: {team: a}
    sources: [quay.io/team]
breakGlass: {users: [root]}
`;

describe('a policy file', () => {
  it('may have every field', () => {
    expect(read(whole)).toMatchObject({
      preset: 'strict',
      exemptions: [{ name: 'move' }],
      rules: { 'rollout-drain': 'off' },
    });
  });

  it('may be JSON', () => {
    expect(read('{"preset": "advisory"}')).toEqual({ preset: 'advisory' });
  });

  it('reads dates as text in every YAML version', () => {
    const text =
      "%YAML 1.1\n---\nexemptions: [{name: a, reason: a, rules: ['*'], users: [a], expires: 2026-12-01}]\nmutations: {remove-https: off}\n";
    expect(read(text)).toMatchObject({
      exemptions: [{ expires: '2026-12-01' }],
      mutations: { 'remove-https': 'off' },
    });
  });

  it('accepts `on` and `off` of YAML 1.1', () => {
    expect(read('rules: {rollout-drain: false}\nmutations: {remove-https: true}\n')).toEqual({
      rules: { 'rollout-drain': false },
      mutations: { 'remove-https': true },
    });
    expect(read('rules: {rollout-drain: true}\n')).toEqual([
      '1:24: rules.rollout-drain must be one of "deny", "warn", "audit", "off", false, but is true',
    ]);
  });
});

describe('problems of a policy file', () => {
  it('are reported together, in the order of the file', () => {
    expect(
      read(`rules:
  no-denied-mirror: {options: {denied: [a b]}}
  no-denied-mirrors: deny
exemptions:
  - name: x
    rules: [no-a]
  - name: x
    reason: y
    rules: ['*']
    names: []
  - &same {name: z, reason: z, rules: ['*'], users: [a], expires: never}
  - *same
`),
    ).toEqual([
      '2:41: rules.no-denied-mirror.options.denied[0] must be host[:port][/path] or *.domain, but is "a b"',
      '3:3: rules.no-denied-mirrors is not a rule. Did you mean "no-denied-mirror"?',
      '5:5: exemptions[0] must have "reason"',
      '6:13: exemptions[0].rules[0] "no-a" is not a rule. Run `mirrorguard rules` to list them.',
      '7:11: exemptions[1].name "x" is the name of another exemption; names must be unique to identify the used one',
      '10:5: exemptions[1].names must not be empty',
      '11:18: exemptions[3].name "z" is the name of another exemption; names must be unique to identify the used one',
      '11:67: exemptions[2].expires must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), but is "never"',
      '11:67: exemptions[3].expires must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), but is "never"',
    ]);
  });

  it('are reported for each part, next to malformed parts', () => {
    expect(
      read(`rules:
  no-denied-mirror: {options: {denied: [a b, 5, 'https://c.io']}}
  require-listed-mirror: {options: {required: [x, {source: d e}]}}
exemptions:
  - null
  - {name: x, reason: '', rules: [], users: alice, expires: 2026-02-30, sources: [f g, 7]}
  - {name: y, reason: y, rules: ['*'], user: alice}
`),
    ).toEqual([
      '2:41: rules.no-denied-mirror.options.denied[0] must be host[:port][/path] or *.domain, but is "a b"',
      '2:46: rules.no-denied-mirror.options.denied[1] must be text, but is 5',
      expect.stringMatching(
        /^2:49: rules\.no-denied-mirror\.options\.denied\[2\] must be host.*; write "c\.io"$/,
      ),
      '3:48: rules.require-listed-mirror.options.required[0] must be a mapping, but is "x"',
      '3:51: rules.require-listed-mirror.options.required[1] must have "mirrors"',
      '3:60: rules.require-listed-mirror.options.required[1].source must be host[:port][/path] or *.domain, but is "d e"',
      '5:5: exemptions[0] must be a mapping, but is null',
      '6:23: exemptions[1].reason must not be empty',
      '6:27: exemptions[1].rules must not be empty',
      '6:45: exemptions[1].users must be a list, but is "alice"',
      '6:61: exemptions[1].expires must be a date (2026-12-01) or a time (2026-12-01T12:00:00Z), but is "2026-02-30"',
      '6:83: exemptions[1].sources[0] must be host[:port][/path] or *.domain, but is "f g"',
      '6:88: exemptions[1].sources[1] must be text, but is 7',
      '7:40: exemptions[2].user is not a field here. Did you mean "users"?',
    ]);
  });

  it.each([
    ['', '1:1: is empty; write `preset: recommended` to use the defaults'],
    ['# nothing\n', '1:1: is empty; write `preset: recommended` to use the defaults'],
    ['- a\n', '1:1: must be a mapping, but is a list'],
    ['preset: strict\npreset: strict\n', '2:1: is not valid YAML: this key is duplicated in the mapping'],
    [
      'preset: strict\n---\npreset: strict\n',
      '2:1: is not valid YAML: a second document begins here, but the file must have one document',
    ],
    [
      'rules:\n\tno-drain: off\n',
      '2:1: is not valid YAML: this line is indented with a tab, but YAML requires spaces',
    ],
    [
      'unknown: 1\n',
      expect.stringMatching(/^1:1: unknown is not a field here\. Valid are "apiVersion", .*"breakGlass"\.$/),
    ],
    [
      'rules: {require-allowed-mirror: {level: deny}}\n',
      '1:9: rules.require-allowed-mirror must have the options "allowed"; without them the rule has no effect',
    ],
    [
      'rules: {rollout-drain: }\n',
      expect.stringMatching(/^1:\d+: rules\.rollout-drain must be one of .*, but is null$/),
    ],
    [
      'breakGlass: {serviceAccounts: [a]}\n',
      '1:32: breakGlass.serviceAccounts[0] must be namespace/name, but is "a"',
    ],
    [
      'exemptions: [{name: " ", reason: a, rules: ["*"], users: [a]}]\n',
      '1:21: exemptions[0].name must not be empty',
    ],
    [
      'exemptions: [{name: break-glass, reason: a, rules: ["*"], users: [a]}]\n',
      expect.stringContaining('choose another name'),
    ],
  ])('%j', (text, problem) => {
    expect(read(text)).toEqual([problem]);
  });

  it('do not include a disabled rule without options', () => {
    expect(read('rules: {require-allowed-mirror: off}\n')).toEqual({
      rules: { 'require-allowed-mirror': 'off' },
    });
  });

  it('include a date that does not exist', () => {
    const expires = (day: string) =>
      read(`exemptions: [{name: a, reason: a, rules: ['*'], users: [a], expires: ${day}}]`);
    expect(expires('2028-02-29')).not.toBeInstanceOf(Array);
    expect(expires('2026-02-29')).toBeInstanceOf(Array);
    expect(expires('2026-12-01T12:00:00')).toBeInstanceOf(Array);
    expect(expires('2026-12-01T25:00:00Z')).toBeInstanceOf(Array);
  });

  it('include excessive YAML aliases, without expanding them', () => {
    const bomb = `a: &a [x]\n${Array.from({ length: 30 }, (_, level) => `b${level}: &b${level} [${`*${level === 0 ? 'a' : `b${level - 1}`},`.repeat(9)}]`).join('\n')}\n`;
    expect(read(bomb)).toEqual([expect.stringContaining('cannot be read')]);
  });
});

describe('reading', () => {
  const word = fc.constantFrom(
    'deny',
    'off',
    'rollout-drain',
    'rules',
    'options',
    'denied',
    'a.io',
    '*',
    '',
    'x y',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      word,
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      tie('map'),
    ),
    map: fc.dictionary(
      fc.constantFrom(
        'rules',
        'exemptions',
        'breakGlass',
        'preset',
        'mutations',
        'rollout-drain',
        'no-denied-mirror',
        'require-listed-mirror',
        'level',
        'options',
        'denied',
        'required',
        'source',
        'mirrors',
        'name',
        'expires',
        'users',
        '__proto__',
        'toString',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  }));

  it('never throws, and what it accepts can be compiled', () => {
    fc.assert(
      fc.property(value, (given) => {
        const result = readPolicy(stringify(given));
        if ('policy' in result) expect(compilePolicy(result.policy, rules)).toBeDefined();
        else for (const { line, column } of result.problems) expect(line > 0 && column > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts the shapes that the published schema accepts, and no others', () => {
    const published = new Ajv({ strictTypes: false }).compile(policySchema({ style: 'described' }));
    const short = new Ajv({ strictTypes: false }).compile(policySchema({ style: 'short' }));
    fc.assert(
      fc.property(value, (given) => {
        expect(short(given)).toBe(published(given));
      }),
      { numRuns: 500 },
    );
  });
});
