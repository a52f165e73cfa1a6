import { describe, expect, it } from '@jest/globals';
import { permissions, selfTestPermissions, uninstallPermissions } from '../../src/cluster/permissions.ts';

const all = [...permissions, ...uninstallPermissions, ...selfTestPermissions];

describe('the permissions that the chart grants', () => {
  it('hold no wildcard', () => {
    for (const { group, resources, verbs } of all)
      for (const word of [group, ...resources, ...verbs]) expect(word).not.toContain('*');
  });

  it('change or remove nothing but named objects of our own', () => {
    const changing = all.filter(({ verbs }) =>
      verbs.some((verb) => verb === 'update' || verb === 'patch' || verb === 'delete'),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { only } of changing) expect(only).toBeDefined();
  });

  it('never let the pods make a webhook configuration, so that one which an administrator removed stays removed', () => {
    const making = all.filter(
      ({ resources, verbs }) =>
        verbs.includes('create') && resources.some((name) => name.includes('webhook')),
    );
    expect(making).toEqual([]);
  });

  it('read Secrets by name only', () => {
    const reading = all.filter(
      ({ resources, verbs }) => resources.includes('secrets') && !verbs.every((verb) => verb === 'create'),
    );
    for (const { only } of reading) expect(only).toBe('caSecret');
  });
});
