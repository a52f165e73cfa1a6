import { describe, expect, it } from '@jest/globals';
import { gatherFacts } from '../../src/cli/facts.ts';
import { lintManifests } from '../../src/cli/lint-manifests.ts';
import { cliEnforcement } from '../../src/cli/rule-levels.ts';
import { lint } from '../../src/engine/lint.ts';
import { parseManifests } from '../../src/manifests/parse-manifests.ts';
import { toSourceFile } from '../../src/manifests/source-file.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { toPageState } from '../../src/page/data/page-state.ts';
import { findingsView } from '../../src/page/worker/findings-view.ts';
import { StateModel } from '../../src/page/worker/state-model.ts';
import { idms, image } from '../../src/rules/example.ts';
import { rules } from '../../src/rules/index.ts';
import { machineConfig } from '../support/machine-config.ts';

const team = idms('team').mirror('quay.io/team', ['mirror.example.com/team']).object;
const dropIn = machineConfig('99-worker-edge', 'worker', {
  '/etc/containers/other.conf': '',
  '/etc/containers/registries.conf.d/50-edge.conf': '[[registry]]\nlocation = 1',
});
const unloadable =
  'no-unloadable-registries-conf MachineConfig 99-worker-edge spec.config.storage.files[1].path';
const imagePolicy: JsonObject = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'ImagePolicy',
  metadata: { name: 'signed', namespace: 'shop' },
  spec: { scopes: ['docker.io/library', 'mirror.example.com/app'] },
};
const allowed = image({ allowedRegistries: ['quay.io', 'docker.io'] }).object;
const clusterVersion: JsonObject = {
  apiVersion: 'config.openshift.io/v1',
  kind: 'ClusterVersion',
  metadata: { name: 'version' },
  status: { desired: { version: '4.20.7', image: 'quay.io' } },
};

/** Denials of the library, the CLI and the report page, as `rule kind name path`. */
function denialsOf(objects: readonly JsonObject[], stored?: readonly JsonObject[]) {
  const ofLibrary = lint(objects, stored === undefined ? {} : { stored })
    .findings.filter(({ severity }) => severity === 'deny')
    .map(({ rule, kind, name, path }) => `${rule} ${kind} ${name} ${path}`);
  expect(ofCli(objects, stored)).toEqual(ofLibrary);
  expect(ofPage(objects, stored)).toEqual(ofLibrary);
  return ofLibrary;
}

function read(objects: readonly JsonObject[]) {
  const text = objects.map((object) => JSON.stringify(object)).join('\n---\n');
  return parseManifests(toSourceFile('input.yaml', text));
}

function ofCli(objects: readonly JsonObject[], stored?: readonly JsonObject[]) {
  const [input, before] = [read(objects), stored && read(stored).manifests];
  const { findings } = lintManifests(
    { ...input, warnings: [], fileCount: 1 },
    {
      rules,
      enforcement: cliEnforcement({}, { isStoredKnown: stored !== undefined }),
      facts: gatherFacts(input.manifests, {}, before),
      ...(before === undefined
        ? {}
        : {
            stored: before,
            states: () => ({
              before: gatherFacts(before, {}),
              after: gatherFacts([...before, ...input.manifests], {}),
            }),
          }),
    },
  );
  return findings
    .filter(({ severity }) => severity === 'deny')
    .map(({ rule, object, path }) => `${rule} ${object.kind} ${object.name} ${path}`);
}

function ofPage(objects: readonly JsonObject[], stored?: readonly JsonObject[]) {
  const toState = (some: readonly JsonObject[]) => toPageState(read(some).manifests, {});
  const state = toState(objects);
  const before = stored && new StateModel(toState(stored));
  const after = new StateModel(toState([...(stored ?? []), ...objects]));
  return findingsView(after, state, before).groups.flatMap(({ rule, severity, kind, name, findings }) =>
    severity === 'deny' ? findings.map(({ field }) => `${rule} ${kind} ${name} ${field.path}`) : [],
  );
}

describe('lint of objects of other kinds', () => {
  it('denies a fault that a MachineConfig causes at its file, with and without a mirror set', () => {
    expect(denialsOf([dropIn])).toEqual([unloadable]);
    expect(denialsOf([dropIn, team])).toEqual([unloadable]);
    expect(denialsOf([dropIn], [team])).toEqual([unloadable]);
    expect(denialsOf([dropIn, team], [allowed])).toEqual([unloadable]);
  });

  it('does not deny a fault that the stored objects already have', () => {
    expect(denialsOf([team], [dropIn])).toEqual([]);
    expect(denialsOf([dropIn], [dropIn, team])).toEqual([]);
  });

  it('denies an image policy that stops the operator, at its scope', () => {
    const at = 'no-stopped-operator ImagePolicy signed spec.scopes[1]';
    expect(denialsOf([imagePolicy], [allowed])).toEqual([at]);
    expect(denialsOf([imagePolicy, team], [allowed])).toEqual([at]);
    expect(denialsOf([imagePolicy])).toEqual([]);
  });

  it('denies a ClusterVersion whose release image the operator cannot read', () => {
    const at = 'no-stopped-operator ClusterVersion version status.desired.image';
    expect(denialsOf([clusterVersion])).toEqual([at]);
    expect(denialsOf([clusterVersion], [team])).toEqual([at]);
  });

  it('reports no warnings for other kinds alone', () => {
    expect(lint([{ ...clusterVersion, status: { desired: { version: '4.20.7' } } }]).findings).toEqual([]);
  });
});
