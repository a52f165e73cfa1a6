import { describe, expect, it } from '@jest/globals';
import { idms } from '../../../src/rules/example.ts';
import rule from '../../../src/rules/state/require-allowed-catalog.ts';
import { check, checkState } from '../../support/check.ts';
import { dropIn, poolFiles, registryTable } from '../../support/machine-config.ts';

const image = 'm.example.com:8443/redhat/index:v4.18';
const world = {
  imageConfig: { allowedRegistries: ['quay.io', 'registry.redhat.io', 'm.example.com'] },
  facts: { catalogs: [{ name: 'openshift-marketplace/cs', image }] },
};
const operators = idms('operators').mirror('registry.redhat.io/openshift4', [
  'm.example.com:8443/openshift4',
]);

describe('require-allowed-catalog', () => {
  it('warns about a catalog at a mirror that allowedRegistries lacks with its port', () => {
    expect(check(rule, operators, world)).toReport({
      path: 'spec.imageDigestMirrors[0].source',
      message: `allowedRegistries does not list the image of CatalogSource openshift-marketplace/cs. Nodes reject "${image}"; add its registry`,
    });
  });

  it('reports nothing if the registry is allowed, or without such a list', () => {
    const allowed = { allowedRegistries: ['m.example.com:8443'] };
    expect(check(rule, operators, { ...world, imageConfig: allowed })).toReportNothing();
    expect(check(rule, operators, { ...world, imageConfig: {} })).toReportNothing();
  });

  it('reports nothing about catalogs at other registries and mirrors that are stored', () => {
    const other = idms('team').mirror('quay.io/team', ['n.example.com/team']);
    expect(check(rule, other, world)).toReportNothing();
    expect(
      check(rule, idms('z').mirror('quay.io/z', ['m.example.com:8443/z']), {
        ...world,
        cluster: [operators],
      }),
    ).toReportNothing();
  });

  it('reports a catalog at a mirror that only a drop-in lists', () => {
    const facts = {
      catalogs: [{ name: 'own', image: 'own.example.com/index:v1' }],
      ...dropIn(registryTable('quay.io/team', ['own.example.com/team'])),
    };
    const imageConfig = { allowedRegistries: ['quay.io'] };
    expect(checkState(rule, { facts, imageConfig })).toReport({
      path: 'spec.registrySources.allowedRegistries',
      message: /of CatalogSource own\. Nodes in pool worker reject "own\.example\.com\/index:v1"; add/,
    });
  });

  it('reports nothing if MachineConfigs replace policy.json in every pool', () => {
    const accept = JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] });
    const files = { '/etc/containers/policy.json': accept };
    expect(
      check(rule, operators, { ...world, facts: { ...world.facts, ...poolFiles(files) } }),
    ).toReportNothing();
    expect(
      check(rule, operators, { ...world, facts: { ...world.facts, ...poolFiles(files, ['worker']) } }),
    ).toHaveLength(1);
  });

  it('reports a policy.json of a MachineConfig that rejects the catalog, and names the pool', () => {
    const files = { '/etc/containers/policy.json': JSON.stringify({ default: [{ type: 'reject' }] }) };
    const facts = { ...world.facts, ...poolFiles(files, ['worker']) };
    const [violation] = check(rule, operators, { ...world, imageConfig: {}, facts });
    expect(violation?.message).toMatch(
      /^the policy\.json of MachineConfig 99-worker-zz does not accept the image of CatalogSource \S+\. Nodes in pool worker reject ".*"; add its registry$/,
    );
  });
});
