import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LocalRegistry } from '../../scripts/local-registry.ts';
import { releaseCharts } from '../../scripts/release/charts.ts';
import { readReleaseOptions } from '../../scripts/release/options.ts';
import { idms } from '../../src/rules/example.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { release, remove } from './support/release.ts';
import { expectSuccess } from './support/run-command.ts';
import { installStandard } from './support/standard-installation.ts';

const publicImage = 'quay.io/mirrorguard/mirrorguard';
const place = ['--namespace', release];
const wildcard = idms('wild').mirror('quay.io/team', ['*.example.com/team']);

/**
 * Installs the charts of a release with their default values, which contain the public name and the digest of
 * the image.
 */
describeOnOwnCluster('a released chart', 'access to the images of the node', (state) => {
  const options = readReleaseOptions(['--dry-run']);
  let folder: string;
  let registry: LocalRegistry;
  let server: Server;
  let url: string;
  let digest: string;

  beforeAll(async () => {
    await installStandard();
    folder = mkdtempSync(join(tmpdir(), 'mirrorguard-charts-'));
    digest = await tagAsPublicImage(state);
    registry = await LocalRegistry.start('127.0.0.1', folder);
    server = await serve(join(folder, 'charts'));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const target = { repository: `${registry.address}/mirrorguard/charts`, plainHttp: true };
    await releaseCharts({ ...options, out: folder, downloadUrl: url }, digest, target);
  });
  afterAll(async () => {
    server.close();
    await registry.stop();
    rmSync(folder, { recursive: true });
    await installStandard();
  });

  async function install(chart: readonly string[]): Promise<void> {
    await remove();
    const args = ['install', release, ...chart, '--version', options.version, ...place];
    await expectSuccess('helm', [...args, '--wait', '--timeout', '180s']);
  }

  async function expectWorking(): Promise<void> {
    const path = 'jsonpath={.spec.template.spec.containers[0].image}';
    const { stdout } = await kubectl(['get', 'deployment', release, ...place, '-o', path]);
    expect(stdout).toBe(`${publicImage}@${digest}`);
    await expectSuccess('helm', ['test', release, ...place, '--timeout', '180s']);
    const { status, stderr } = await kubectlWith(wildcard, ['create']);
    expect(status).toBe(1);
    expect(stderr).toContain('no-wildcard-mirror');
  }

  it('installs from the OCI registry', async () => {
    await install([`oci://${registry.address}/mirrorguard/charts/mirrorguard`, '--plain-http']);
    await expectWorking();
  });

  it('installs from the http repository', async () => {
    await install(['mirrorguard', '--repo', url]);
    await expectWorking();
  });
});

/**
 * Tags the image on the node with its public name and digest, as a pull from a mirror would. Returns the
 * digest.
 */
async function tagAsPublicImage(state: string): Promise<string> {
  const ctr = ['--address', `${state}/containerd/containerd.sock`, '--namespace', 'k8s.io', 'images'];
  const image = process.env.E2E_IMAGE ?? '';
  const list = await expectSuccess('ctr', [...ctr, 'list', `name==${image}`]);
  const digest = /sha256:[0-9a-f]{64}/.exec(list)?.[0];
  if (digest === undefined) throw new Error(`the node has no image ${image}:\n${list}`);
  await expectSuccess('ctr', [...ctr, 'tag', '--force', image, `${publicImage}@${digest}`]);
  return digest;
}

function serve(root: string): Promise<Server> {
  const server = createServer((request, response) => {
    try {
      response.end(readFileSync(join(root, request.url ?? '')));
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
