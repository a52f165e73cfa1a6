import { describe, expect, it } from '@jest/globals';
import { behaviorOf } from '../../../src/model/operator-behavior.ts';
import {
  actionsFor,
  type FileDisruption,
  policyJsonPath,
  registriesConfPath,
  searchRegistriesPath,
} from '../../../src/model/rollout/node-disruption.ts';

const newest = behaviorOf({ major: 4, minor: 22 });
const actions = (path: string, ...own: FileDisruption[]) => actionsFor(path, own, newest);

describe('the node disruption action for a changed file', () => {
  it('is special for registries.conf, a reload for policies and a reboot for other files', () => {
    expect(actions(registriesConfPath)).toEqual(['Special']);
    expect(actions(policyJsonPath)).toEqual(['Reload crio.service']);
    expect(actions('/etc/containers/registries.d/sigstore-registries.yaml')).toEqual(['Reload crio.service']);
    expect(actions(searchRegistriesPath)).toEqual(['Reboot']);
  });

  it('follows the policy for the same path or for the nearest folder', () => {
    expect(actions(registriesConfPath, { path: registriesConfPath, actions: ['None'] })).toEqual(['None']);
    expect(
      actions(
        searchRegistriesPath,
        { path: '/etc', actions: ['Drain'] },
        { path: '/etc/containers/', actions: ['Restart'] },
      ),
    ).toEqual(['Restart']);
    expect(
      actions(searchRegistriesPath, { path: '/etc/containers/registries.conf', actions: ['None'] }),
    ).toEqual(['Reboot']);
  });

  it.each([
    ['/etc/containers/registries.conf.d/', ['Drain']],
    ['/etc//containers/./registries.conf.d', ['Drain']],
    ['/usr/../etc/containers', ['Drain']],
    ['/etc/containers/registries', ['Reboot']],
    ['/', ['Reboot']],
    ['//', ['Reboot']],
    ['/..', ['Reboot']],
    ['etc/containers', ['Reboot']],
    ['', ['Reboot']],
  ] as const)('for a policy for "%s" is %j', (path, expected) => {
    expect(actions(searchRegistriesPath, { path, actions: ['Drain'] })).toEqual(expected);
  });
});
