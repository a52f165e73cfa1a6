import { describe, expect, it } from '@jest/globals';
import { isExemptRequester, readExemptRequesters } from '../../src/policy/exempt-requesters.ts';

const operator = { user: 'system:serviceaccount:a:b', groups: ['g', 'h'], operations: ['UPDATE'] } as const;

describe('isExemptRequester', () => {
  it.each([
    ['the requester with all groups', operator.user, ['h', 'x', 'g'], 'UPDATE', true],
    ['another user', 'other', ['g', 'h'], 'UPDATE', false],
    ['an impersonated user without the groups', operator.user, ['h'], 'UPDATE', false],
    ['another operation', operator.user, ['g', 'h'], 'DELETE', false],
  ])('decides whether %s is exempt', (_, name, groups, operation, expected) => {
    expect(isExemptRequester([operator], { name, groups }, operation)).toBe(expected);
  });

  it('exempts a user or a group for every operation by default', () => {
    const exempt = [{ user: 'me' }, { groups: ['oncall'] }];
    expect(isExemptRequester(exempt, { name: 'me', groups: [] }, 'DELETE')).toBe(true);
    expect(isExemptRequester(exempt, { name: 'you', groups: ['oncall'] }, 'CREATE')).toBe(true);
    expect(isExemptRequester(exempt, { name: 'you', groups: [] }, 'CREATE')).toBe(false);
    expect(isExemptRequester([], { name: 'me', groups: ['oncall'] }, 'CREATE')).toBe(false);
  });
});

describe('readExemptRequesters', () => {
  it('reads a list', () => {
    expect(readExemptRequesters(JSON.stringify([operator, { user: 'me' }]))).toEqual({
      value: [operator, { user: 'me' }],
    });
  });

  it.each([
    ['x', 'must be a JSON list'],
    ['{}', 'must be a JSON list'],
    ['[{"user":"a"},1]', 'has an invalid element at index 1: it must be an object'],
    ['[{}]', 'has an invalid element at index 0: it needs "user" or "groups"'],
    ['[{"groups":[]}]', 'has an invalid element at index 0: it needs "user" or "groups"'],
    ['[{"user":""}]', 'has an invalid element at index 0: "user" must be a name'],
    ['[{"groups":"g"}]', 'has an invalid element at index 0: "groups" must be a list of names'],
    [
      '[{"user":"a","operations":["*"]}]',
      'has an invalid element at index 0: "operations" must be a list of CREATE, UPDATE and DELETE',
    ],
    ['[{"name":"a"}]', 'has an invalid element at index 0: "name" is not one of user, groups and operations'],
  ])('reports the problem of %s', (text, problem) => {
    expect(readExemptRequesters(text)).toEqual({ problem });
  });
});
