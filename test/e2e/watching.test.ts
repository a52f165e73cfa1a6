import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ApiConnection } from '../../src/cluster/api-connection.ts';
import { connectToApi } from '../../src/cluster/client.ts';
import type { WatchState } from '../../src/cluster/watch/ports.ts';
import { WatchedCluster } from '../../src/cluster/watch/watched-cluster.ts';
import { idms } from '../../src/rules/example.ts';
import { expectEventually } from './support/eventually.ts';
import { kubectl, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets, resources } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { expectSuccess } from './support/run-command.ts';

const digestSets = 'imagedigestmirrorsets';
const restartScript = join(import.meta.dirname, 'cluster', 'restart');
const definition = () => kubectl(['get', 'crd', resources.ImageDigestMirrorSet, '--output=json']);

/** The watches run in this process, against the API server. */
describeOnOwnCluster(
  'watches of a real API server',
  'permission to restart the API server and to delete CRDs',
  () => {
    const states = new Map<string, WatchState['kind']>();
    const restarts: string[] = [];
    let api: ApiConnection;
    let cluster: WatchedCluster;

    const names = () => [...(cluster.snapshot().facts.cluster?.objects ?? [])].map(({ name }) => name);
    const create = async (name: string) =>
      expect(
        await kubectlWith(idms(name).mirror(`quay.io/${name}`, ['m.example.com/x']), ['create']),
      ).toMatchObject({ status: 0 });
    /** Polls with a turn of the event loop, in which watch events arrive. */
    const untilTrueHere = async (isTrue: () => boolean) =>
      expectEventually(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return isTrue();
      });

    beforeAll(async () => {
      await removeAllMirrorSets();
      api = connectToApi();
      const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
      const meter = {
        state: (resource: string, kind: WatchState['kind']) => void states.set(resource, kind),
        event: () => {},
        restart: (resource: string, reason: string) => void restarts.push(`${resource} ${reason}`),
      };
      cluster = new WatchedCluster({ api, logger: silent, meter, maxAgeMs: 600_000 });
      cluster.start();
      await untilTrueHere(() => cluster.check().ok && states.get(digestSets) === 'current');
    });
    afterAll(async () => {
      await cluster.stop();
      api.close();
      await removeAllMirrorSets();
    });

    it('report the creation and deletion of a mirror set within a second', async () => {
      await create('first');
      const createdMs = performance.now();
      await untilTrueHere(() => names().includes('first'));
      expect(performance.now() - createdMs).toBeLessThan(1000);
      await kubectl(['delete', resources.ImageDigestMirrorSet, 'first']);
      const deletedMs = performance.now();
      await untilTrueHere(() => !names().includes('first'));
      expect(performance.now() - deletedMs).toBeLessThan(1000);
    });

    it('survive a restart of the API server', async () => {
      await create('before');
      restarts.length = 0;
      await expectSuccess(restartScript, ['apiserver']);
      await expectEventually(async () => (await kubectl(['get', '--raw=/readyz'])).status === 0);
      await create('after');
      await untilTrueHere(() => names().includes('after') && states.get(digestSets) === 'current');
      expect(names()).toContain('before');
      expect(restarts.length).toBeGreaterThan(0);
      expect(cluster.check().ok).toBe(true);
    });

    it('remove all mirror sets with their CRD, and resume when it is created again', async () => {
      await create('lost');
      const { metadata, ...rest } = JSON.parse((await definition()).stdout) as {
        metadata: { name: string; annotations: object };
      };
      const again = { ...rest, metadata: { name: metadata.name, annotations: metadata.annotations } };
      await expectSuccess('kubectl', ['delete', 'crd', resources.ImageDigestMirrorSet]);
      await untilTrueHere(() => states.get(digestSets) === 'absent');
      expect(names()).toEqual([]);
      expect(cluster.check().reason).toContain(
        'imagedigestmirrorsets: the cluster does not have this resource',
      );
      expect(await kubectlWith(again, ['create'])).toMatchObject({ status: 0 });
      await untilTrueHere(() => states.get(digestSets) === 'current');
      await expectEventually(
        async () =>
          (await kubectlWith(idms('found').mirror('quay.io/found', ['m.example.com/x']), ['create']))
            .status === 0,
      );
      await untilTrueHere(() => names().includes('found'));
    });
  },
);
