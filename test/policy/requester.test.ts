import { describe, expect, it } from '@jest/globals';
import { isAmong, type RequesterSet } from '../../src/policy/requester.ts';

const who = (given: Partial<RequesterSet>): RequesterSet => ({
  users: new Set(),
  groups: new Set(),
  serviceAccounts: [],
  ...given,
});
const requester = (name: string, ...groups: readonly string[]) => ({ name, groups });

describe('isAmong', () => {
  it('matches users and groups by their full names only', () => {
    expect(isAmong(requester('alice'), who({ users: new Set(['alice']) }))).toBe(true);
    expect(isAmong(requester('alice2'), who({ users: new Set(['alice']) }))).toBe(false);
    expect(isAmong(requester('bob', 'sre'), who({ groups: new Set(['sre']) }))).toBe(true);
    expect(isAmong(requester('sre'), who({ groups: new Set(['sre']) }))).toBe(false);
    expect(isAmong(requester(''), who({}))).toBe(false);
  });

  it('matches ServiceAccounts by namespace and name, with wildcards', () => {
    const gitops = requester('system:serviceaccount:openshift-gitops:argocd');
    expect(isAmong(gitops, who({ serviceAccounts: ['openshift-gitops/argocd'] }))).toBe(true);
    expect(isAmong(gitops, who({ serviceAccounts: ['openshift-gitops/*'] }))).toBe(true);
    expect(isAmong(gitops, who({ serviceAccounts: ['openshift-*/argocd'] }))).toBe(true);
    expect(isAmong(gitops, who({ serviceAccounts: ['gitops/argocd'] }))).toBe(false);
  });

  it('does not match a user whose name only resembles that of a ServiceAccount', () => {
    expect(isAmong(requester('openshift-gitops/argocd'), who({ serviceAccounts: ['*/*'] }))).toBe(false);
    expect(
      isAmong(
        requester('system:serviceaccount:openshift-gitops:argocd:x'),
        who({ serviceAccounts: ['*/*'] }),
      ),
    ).toBe(false);
  });
});
