import type { ClusterModel } from '../../model/cluster-model.ts';
import { formatMachineConfig } from '../../model/pools/containers-file.ts';
import { type PoolModel, poolModelsOf } from '../../model/pools/pool-model.ts';
import { quote } from '../../model/text/quote.ts';
import {
  listedScope,
  machineConfigFile,
  participantsOf,
  placesOfListed,
  unloadableScopes,
} from '../context/participants.ts';
import { defineStateRule } from '../define-rule.ts';
import { icsp, idms, image } from '../example.ts';
import type { StateFinding } from '../finding.ts';
import type { StateContext } from '../state-context.ts';

/**
 * The operator writes a file that CRI-O cannot load, and nodes fail at the next start of CRI-O (DOMAIN 7.7).
 */
export default defineStateRule({
  id: 'no-unloadable-registries-conf',
  uses: ['machineConfigFiles', 'machineConfigPools'],
  meta: {
    category: 'across-objects',
    domain: ['X-UNLOADABLE'],
    summary: 'Disallow a registries.conf that CRI-O cannot load',
    why:
      'The Machine Config Operator writes the file without loading it. CRI-O keeps its present ' +
      'configuration at a reload, but it does not start after a reboot: nodes do not come back.',
    fix: 'Correct the source, mirror or registry that the error names. `mirrorguard render` shows the file.',
    severity: 'deny',
    isListedFirst: true,
    since: '0.1.0',
    examples: {
      valid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['docker.io'] },
        },
      ],
      invalid: [
        {
          subject: idms('team').mirror('quay.io/team', ['mirror.example.com/team']),
          imageConfig: { blockedRegistries: ['quay.io/team/'] },
        },
        {
          subject: icsp('team').mirror('http://quay.io/team', ['mirror.example.com/team']),
          version: '4.15.3',
        },
        image({ containerRuntimeSearchRegistries: ['docker.io/library'] }),
      ],
    },
  },

  *check(context) {
    const isCovered = context.isStopReported;
    for (const finding of unloadableFiles(context)) yield { ...finding, isCovered };
  },
});

function* unloadableFiles(context: StateContext): Iterable<StateFinding> {
  const { cluster, facts } = context;
  const pools = poolModelsOf(cluster, facts);
  yield* poolFindings(pools);
  yield* searchFindings(cluster);
  const error = cluster.registriesError;
  const isReplaced = pools.length > 0 && pools.every(({ registriesConf }) => registriesConf !== undefined);
  if (error === undefined || isReplaced) return;
  const scopes = unloadableScopes(cluster);
  yield {
    identity: '',
    about: scopes[0] ?? '',
    causes: scopes,
    involves: [
      ...participantsOf(scopes.flatMap((scope) => context.firstContributionsOf(scope))),
      ...scopes.flatMap((scope) => placesOfListed(scope, cluster)),
    ],
    message:
      `CRI-O could not load registries.conf; nodes would not come back after a reboot: ${error}. ` +
      'Correct the registry that the error names',
  };
}

/** The drop-in with the search registries makes all files unloadable. Its change reboots the nodes. */
function* searchFindings(cluster: ClusterModel): Iterable<StateFinding> {
  for (const { registry, message } of cluster.searchErrors)
    yield {
      identity: `search ${registry}`,
      about: registry,
      involves: [listedScope('containerRuntimeSearchRegistries', registry, cluster)],
      message:
        `CRI-O could not load ${quote(registry)} of containerRuntimeSearchRegistries; nodes would not come ` +
        `back after a reboot: ${message}. Write a host with an optional port`,
    };
}

/** One invalid file of a MachineConfig makes all files of the pool unloadable. */
function* poolFindings(pools: readonly PoolModel[]): Iterable<StateFinding> {
  for (const { pool, loadError } of pools) {
    if (loadError?.file === undefined) continue;
    const { file, message } = loadError;
    yield {
      identity: `${pool} ${message}`,
      about: file.path,
      involves: [machineConfigFile(file)],
      message:
        `${formatMachineConfig(file)} writes a file that CRI-O in pool ${pool} could not load; nodes would ` +
        `not come back after a reboot: ${message}. Correct or remove the file`,
    };
  }
}
