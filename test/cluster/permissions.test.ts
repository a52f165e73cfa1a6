import { describe, expect, it } from '@jest/globals';
import { permissions, selfTestPermissions, uninstallPermissions } from '../../src/cluster/permissions.ts';

const all = [...permissions, ...uninstallPermissions, ...selfTestPermissions];

describe('permissions of the chart', () => {
  it('contain no wildcard', () => {
    for (const { group, resources, verbs } of all)
      for (const text of [group, ...resources, ...verbs]) expect(text).not.toContain('*');
  });

  it('allow update, patch and delete for named objects alone', () => {
    const changing = all.filter(({ verbs }) =>
      verbs.some((verb) => verb === 'update' || verb === 'patch' || verb === 'delete'),
    );
    expect(changing.length).toBeGreaterThan(0);
    for (const { only } of changing) expect(only).toBeDefined();
  });

  it('do not allow the pods to create a webhook configuration that an administrator deleted', () => {
    const creating = all.filter(
      ({ resources, verbs }) =>
        verbs.includes('create') && resources.some((name) => name.includes('webhook')),
    );
    expect(creating).toEqual([]);
  });

  it('allow access to Secrets by name alone', () => {
    const reading = all.filter(
      ({ resources, verbs }) => resources.includes('secrets') && !verbs.every((verb) => verb === 'create'),
    );
    for (const { only } of reading) expect(only).toBe('caSecret');
  });
});
