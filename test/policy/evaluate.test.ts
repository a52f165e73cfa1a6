import { describe, expect, it } from '@jest/globals';
import { noFacts } from '../../src/model/facts.ts';
import { evaluate } from '../../src/policy/evaluate.ts';
import { defineRule } from '../../src/rules/define-rule.ts';
import { idms, itms } from '../../src/rules/example.ts';
import { stageExample } from '../../src/rules/stage-example.ts';
import { ruleThatReports } from '../support/outcomes.ts';

const { subject, facts } = stageExample(idms('a'));
const violation = { path: ['spec'], message: 'broken' };
const broken = ruleThatReports('no-a', [violation]);
const { meta } = ruleThatReports('no-meta', []);

describe('evaluate', () => {
  it('returns an outcome for each rule in the order of the rules', () => {
    const fine = ruleThatReports('no-b', []);
    expect(
      evaluate([fine, broken], { subjects: [subject], facts: facts, host: 'cli', reports: 'change' }),
    ).toEqual([
      { status: 'passed', rule: fine },
      { status: 'failed', rule: broken, violations: [{ ...violation, object: subject }] },
    ]);
  });

  it('reports missing facts of a silent rule to commands only', () => {
    const silent = defineRule({
      id: 'no-c',
      uses: ['platform', 'windowsNodes'],
      silentWithout: ['windowsNodes'],
      meta,
      check: () => [],
    });
    const input = { subjects: [subject], facts, reports: 'change' as const };
    const missing = [{ fact: 'windowsNodes', reason: 'was not given' }];
    expect(evaluate([silent], { ...input, host: 'cli' })).toEqual([
      { status: 'not-evaluated', rule: silent, missing },
    ]);
    const passed = [{ status: 'passed', rule: silent }];
    expect(evaluate([silent], { ...input, host: 'admission' })).toEqual(passed);
    const known = { ...facts, known: { ...facts.known, windowsNodes: false } };
    expect(evaluate([silent], { ...input, facts: known, host: 'cli' })).toEqual(passed);
  });

  it('does not evaluate rules that require an unknown fact, and reports the reason', () => {
    const needy = defineRule({
      id: 'no-c',
      requires: ['clusterVersion', 'imageConfig'],
      meta,
      check: () => [],
    });
    const sheet = { known: {}, missing: { clusterVersion: 'could not be read: forbidden' } };
    expect(evaluate([needy], { subjects: [subject], facts: sheet, host: 'cli', reports: 'change' })).toEqual([
      {
        status: 'not-evaluated',
        rule: needy,
        missing: [
          { fact: 'clusterVersion', reason: 'could not be read: forbidden' },
          { fact: 'imageConfig', reason: 'was not given' },
        ],
      },
    ]);
  });

  it('evaluates a rule that uses an unknown fact without requiring it', () => {
    const content = defineRule({
      id: 'no-d',
      uses: ['clusterVersion'],
      meta,
      check: ({ facts }) => (facts.clusterVersion ? [] : [violation]),
    });
    expect(
      evaluate([content], { subjects: [subject], facts: noFacts, host: 'cli', reports: 'change' }),
    ).toMatchObject([{ status: 'failed' }]);
  });

  it('turns an exception into an outcome and evaluates the other rules', () => {
    const failing = defineRule({
      id: 'no-e',
      meta,
      check: () => {
        throw new TypeError('oops');
      },
    });
    expect(
      evaluate([failing, broken], { subjects: [subject], facts: facts, host: 'cli', reports: 'change' }).map(
        ({ status }) => status,
      ),
    ).toEqual(['errored', 'failed']);
  });

  it('catches an exception that a rule throws between two violations', () => {
    const failing = defineRule({
      id: 'no-f',
      meta,
      *check() {
        yield violation;
        throw 'oops';
      },
    });
    expect(
      evaluate([failing], { subjects: [subject], facts: facts, host: 'cli', reports: 'change' }),
    ).toMatchObject([{ status: 'errored', error: { message: 'oops' } }]);
  });

  it('does not evaluate rules for other kinds, operations or input', () => {
    const forKind = ruleThatReports('no-g', [violation], { kinds: ['ImageTagMirrorSet'] });
    const forDelete = ruleThatReports('no-h', [violation], { operations: ['DELETE'] });
    const forCli = ruleThatReports('no-i', [violation], { hosts: ['cli'] });
    const idsOf = (example: Parameters<typeof stageExample>[0], host: 'cli' | 'admission') => {
      const staged = stageExample(example);
      return evaluate([forKind, forDelete, forCli], {
        subjects: [staged.subject],
        facts: staged.facts,
        host,
        reports: 'change',
      }).map(({ rule }) => rule.id);
    };
    expect(idsOf(idms('a'), 'admission')).toEqual([]);
    expect(idsOf(itms('a'), 'cli')).toEqual(['no-g', 'no-i']);
    expect(idsOf({ subject: idms('a'), before: idms('a'), operation: 'DELETE' }, 'cli')).toEqual(['no-h']);
  });
});
