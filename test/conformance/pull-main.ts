/**
 * `npm run conformance:pull`: pulls with skopeo and the predicted registries.conf from real registries on
 * this machine. Compares the order of the requests to the registries with the predicted order.
 * Exit status 0: all agree, or skopeo or docker-registry is not installed and nothing was pulled; 1: some do
 * not.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalRegistry } from '../../scripts/local-registry.ts';
import { ClusterModel } from '../../src/model/cluster-model.ts';
import { resolvePull } from '../../src/model/files/resolve.ts';
import { toClusterState } from './model-result.ts';
import { type Places, type PullCase, pullCases } from './pull-cases.ts';
import { hasSkopeo } from './skopeo.ts';
import { Tally } from './tally.ts';
import { writeTinyImage } from './tiny-image.ts';
import type { VectorInput } from './vector.ts';

if (hasSkopeo() && LocalRegistry.isInstalled()) {
  const folder = mkdtempSync(join(tmpdir(), 'pull-'));
  try {
    const tally = new Tally();
    for (const pullCase of pullCases) await runCase(pullCase, mkdtempSync(join(folder, 'case-')), tally);
    process.stdout.write(`Real pulls: ${tally.report()}`);
    process.exitCode = tally.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
} else {
  process.stdout.write('No skopeo or no docker-registry on this machine: nothing was pulled.\n');
}

async function runCase(pullCase: PullCase, folder: string, tally: Tally): Promise<void> {
  const image = join(folder, 'image');
  mkdirSync(image);
  const digest = writeTinyImage(image);
  const source = await LocalRegistry.start('localhost', folder);
  const first = await LocalRegistry.start('127.0.0.1', folder);
  const second = await LocalRegistry.start('127.0.0.1', folder);
  const places = { source: source.address, first: first.address, second: second.address };
  try {
    for (const place of pullCase.heldBy) {
      execFileSync(
        'skopeo',
        [
          'copy',
          '--dest-tls-verify=false',
          `oci:${image}`,
          `docker://${places[place]}/${pullCase.namespace}/app:v1`,
        ],
        { stdio: 'ignore' },
      );
    }
    const reference = `${places.source}/${pullCase.namespace}/app${pullCase.by === 'digest' ? `@${digest}` : ':v1'}`;
    const { names: expected, isFound, isPulled } = pull(reference, pullCase, places, folder);
    await Promise.all([source.stop(), first.stop(), second.stop()]);
    const requests = [source, first, second].flatMap(({ requests }) => requests);
    const names = requests.sort((a, b) => (a.time < b.time ? -1 : 1)).map(({ name }) => name);
    const seen = JSON.stringify(names.filter((name, index) => name !== names[index - 1]));
    const expectedText = JSON.stringify(expected);
    tally.add(pullCase.title, [
      ...(seen === expectedText
        ? []
        : [{ field: 'requests, in order', expected: seen, actual: expectedText }]),
      ...(isPulled === isFound
        ? []
        : [{ field: 'pulled', expected: String(isPulled), actual: String(isFound) }]),
    ]);
  } finally {
    await Promise.all([source.stop(), first.stop(), second.stop()]);
  }
}

/**
 * Pulls an image. Returns the repositories that the model predicts requests for, whether one of them has the
 * image, and whether the pull succeeded.
 */
function pull(reference: string, { world, heldBy, namespace }: PullCase, places: Places, folder: string) {
  const input: VectorInput = {
    ...world(places),
    // Registries with plain HTTP must be insecure.
    image: { registrySources: { insecureRegistries: Object.values(places) } },
    releaseImage: 'quay.io/openshift-release-dev/ocp-release:4.20.0',
  };
  const model = ClusterModel.predict(toClusterState(input));
  const loaded = model.load();
  if (loaded.kind === 'failed') throw new Error(loaded.message);
  const file = join(folder, 'registries.conf');
  writeFileSync(file, model.registriesConf ?? '');
  const { status } = spawnSync('skopeo', [
    'copy',
    '--registries-conf',
    file,
    `docker://${reference}`,
    `dir:${join(folder, 'pulled')}`,
  ]);

  const resolution = resolvePull(reference, loaded.registries);
  if (resolution.kind !== 'tries') throw new Error('a case has to be pullable');
  const names = resolution.sources.filter(({ blockedBy }) => blockedBy === undefined).map(({ name }) => name);
  const holders = new Set(heldBy.map((place) => `${places[place]}/${namespace}/app`));
  const found = names.findIndex((name) => holders.has(name));
  return {
    names: found === -1 ? names : names.slice(0, found + 1),
    isFound: found !== -1,
    isPulled: status === 0,
  };
}
