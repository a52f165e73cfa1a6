import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { readPolicy } from '../../src/config/policy-file/read-policy.ts';
import { readPolicyTest } from '../../src/config/policy-file/read-policy-test.ts';
import { policySchema } from '../../src/config/policy-file/schema.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { compilePolicy } from '../../src/policy/policy.ts';
import { rules } from '../../src/rules/index.ts';
import { type ByteChange, byteChanges, changeBytes } from './arbitraries/change-bytes.ts';
import { changeJson, hostileValue, jsonChanges } from './arbitraries/change-json.ts';
import { defineTarget } from './target.ts';

/** A policy with every field. */
const wholePolicy: JsonObject = {
  apiVersion: 'mirrorguard.io/v1',
  kind: 'Policy',
  preset: 'strict',
  rules: {
    'rollout-drain': 'off',
    'no-broad-source': { level: 'warn' },
    'require-allowed-mirror': { options: { allowed: ['m.io', '*.corp.example.com'] } },
    'require-source-policy': {
      level: 'deny',
      options: { required: [{ source: '*.example.com', policy: 'NeverContactSource' }] },
    },
  },
  onNotEvaluated: 'warn',
  onRuleError: 'audit',
  onDeadline: 'deny',
  onInternalError: 'warn',
  mutations: { 'remove-https': 'off' },
  exemptions: [
    {
      name: 'move',
      reason: 'moves to another registry',
      ticket: 'OPS-1',
      expires: '2026-12-01T12:00:00Z',
      rules: ['*'],
      users: ['alice'],
      groups: ['a'],
      serviceAccounts: ['openshift-gitops/*'],
      kinds: ['ImageTagMirrorSet'],
      names: ['team-*'],
      labels: { team: 'a' },
      sources: ['quay.io/team'],
    },
  ],
  breakGlass: { users: ['root'] },
};

const disturbances = [
  '\t',
  ': ',
  '- ',
  '&a ',
  '*a',
  '<<: ',
  '"',
  "'",
  '|\n',
  '#',
  '---\n',
  '{',
  '[',
  '!!binary ',
  '%',
];

interface PolicyInput extends JsonObject {
  readonly text: string;
}

const policyValues = fc.oneof(
  { weight: 6, arbitrary: jsonChanges.map((changes) => changeJson(wholePolicy, changes)) },
  { weight: 1, arbitrary: hostileValue },
);

const inputs: fc.Arbitrary<PolicyInput> = fc
  .tuple(policyValues, fc.oneof(fc.constant([]), byteChanges(disturbances)), fc.boolean())
  .map(([value, changes, isFlow]) => ({ text: toText(value, changes, isFlow) }));

function toText(value: Json, changes: readonly ByteChange[], isFlow: boolean): string {
  const text = isFlow ? JSON.stringify(value) : stringify(value);
  return changeBytes(Buffer.from(text), changes).toString();
}

const isOfSchema = new Ajv({ strictTypes: false }).compile(policySchema({ style: 'described' }));

/** Policy files and policy test files. */
export const policies = defineTarget<PolicyInput>({
  name: 'policies',
  inputs,
  check({ text }, stopwatch) {
    const bytes = Buffer.byteLength(text);
    const read = stopwatch.time(bytes, () => readPolicy(text));
    stopwatch.time(bytes, () => readPolicyTest(text));
    if ('problems' in read) {
      const lines = text.split('\n').length;
      assert(read.problems.length > 0, 'rejected without a problem');
      for (const { line, column, message } of read.problems)
        assert(
          line >= 1 && line <= lines + 1 && column >= 1 && message !== '',
          `${line}:${column}: ${message}`,
        );
      return;
    }
    assert(
      isOfSchema(parse(text, { schema: 'core', merge: true })),
      'the published schema rejects an accepted policy',
    );
    compilePolicy(read.policy, rules);
  },
});
