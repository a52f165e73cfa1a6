/**
 * `npm run conformance:skopeo -- [REFERENCES [SEED]]`: writes the predicted registries.conf of random worlds
 * and the drop-ins of a MachineConfig. Compares the order in which skopeo tries locations with the predicted
 * order.
 * Exit status 0: all agree, or skopeo is not installed and nothing was compared; 1: some do not.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import type { LoadedRegistries } from '../../src/model/files/loaded-registries.ts';
import { resolvePull } from '../../src/model/files/resolve.ts';
import {
  formatReference,
  parseReference,
  withoutRedundantTag,
} from '../../src/model/location/image-reference.ts';
import { poolModelsOf } from '../../src/model/pools/pool-model.ts';
import { asMachineConfigFiles, randomDropIns, writeDropIns } from './drop-ins.ts';
import { toClusterState } from './model-result.ts';
import { type Attempt, hasSkopeo, runSkopeo } from './skopeo.ts';
import { Tally } from './tally.ts';
import { randomCluster } from './worlds.ts';

const [wanted = '300', seed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
let places = 0;
let worldsWithDropIns = 0;
if (hasSkopeo()) {
  const tally = new Tally();
  const folder = mkdtempSync(join(tmpdir(), 'skopeo-'));
  try {
    for (let world = Number(seed); tally.passed + tally.failed < Number(wanted); world++)
      compareCluster(world, folder, tally);
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.stdout.write(
    `The model against skopeo, worlds from seed ${seed}, ${worldsWithDropIns} of them with drop-ins, ` +
      `${places} places tried: ${tally.report()}`,
  );
  process.exitCode = tally.failed === 0 ? 0 : 1;
} else {
  process.stdout.write('No skopeo on this machine: nothing was compared with it.\n');
}

/**
 * Skips a world if the MCO would stop the sync or the nodes could not load the file. It has no pulls to
 * compare.
 */
function compareCluster(number: number, folder: string, tally: Tally): void {
  const world = randomCluster(number);
  const model = ClusterModel.predict(toClusterState(world));
  const text = model.registriesConf;
  const dropIns = randomDropIns(number, world.refs ?? []);
  const machineConfigFiles = asMachineConfigFiles(dropIns);
  const pool = poolModelsOf(model, { machineConfigFiles }).find(({ pool: name }) => name === 'worker');
  const loaded = (pool ?? model).load();
  if (text === undefined || loaded.kind === 'failed') return;
  worldsWithDropIns += dropIns.length > 0 ? 1 : 0;
  const home = join(folder, String(number));
  writeDropIns(home, dropIns);
  const file = join(home, 'registries.conf');
  writeFileSync(file, text);
  for (const ref of world.refs ?? []) {
    const requestedImage = asCrioRequests(ref);
    const attempts = runSkopeo(requestedImage, file, home);
    places += attempts.length;
    const expected = JSON.stringify(attempts);
    const actual = JSON.stringify(predicted(requestedImage, (pool ?? model).loaded));
    tally.add(
      `world ${number}, ${requestedImage}`,
      expected === actual ? [] : [{ field: 'order tried', expected, actual }],
    );
  }
}

/** Removes a tag that precedes a digest: CRI-O drops it, but skopeo rejects the reference. */
function asCrioRequests(ref: string): string {
  const parsed = parseReference(ref);
  return parsed.kind === 'invalid' ? ref : formatReference(withoutRedundantTag(parsed.reference));
}

function predicted(ref: string, registries: LoadedRegistries): Attempt[] {
  const resolution = resolvePull(ref, registries);
  if (resolution.kind !== 'tries') return [];
  return resolution.sources.map(({ reference, blockedBy }) => ({
    reference,
    isBlocked: blockedBy !== undefined,
  }));
}
