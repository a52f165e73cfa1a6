import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ApiError } from '../../src/cluster/api-connection.ts';
import { connectToApi } from '../../src/cluster/client.ts';
import { idms, itms } from '../../src/rules/example.ts';
import { startFlood } from './support/flood.ts';
import { getObject, kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { restartCounts } from './support/pods.ts';
import { installStandard } from './support/standard-installation.ts';

const tries = 200;
const clients = 4;

/** Blocks the release payload for tags. The CRD accepts it; only mirrorguard denies it. */
const forbidden = (name: string) =>
  itms(name).mirror('quay.io', ['mirror.example.com/quay'], 'NeverContactSource').object;
const good = (name: string) => idms(name).mirror(`quay.io/${name}`, ['mirror.example.com/good']).object;
const resourceOf = (plural: string) => ({ group: 'config.openshift.io', version: 'v1', plural });

describeOnOwnCluster('a flood of the pods', 'addresses of pods that the test can reach', () => {
  const api = connectToApi();
  beforeAll(() => installStandard());
  afterAll(async () => {
    api.close();
    await removeAllMirrorSets();
  });

  /** @returns `stored`, or why the API server rejected the write */
  async function create(plural: string, body: object): Promise<string> {
    try {
      await api.customObjects.createClusterCustomObject({ ...resourceOf(plural), body });
      return 'stored';
    } catch (error) {
      return error instanceof ApiError ? error.message : `no response: ${error}`;
    }
  }

  async function tryForbidden(series: string): Promise<readonly string[]> {
    const outcomes: string[] = [];
    const lane = async () => {
      while (outcomes.length < tries) {
        const index = outcomes.push('pending') - 1;
        outcomes[index] = await create('imagetagmirrorsets', forbidden(`forbidden-${series}-${index}`));
      }
    };
    await Promise.all(Array.from({ length: clients }, lane));
    return outcomes;
  }

  /** Creates and deletes small mirror sets one after the other. */
  function startGoodWrites(series: string) {
    const control = { isStopped: false };
    const outcomes: string[] = [];
    const running = (async () => {
      for (let index = 0; !control.isStopped; index++) {
        const name = `good-${series}-${index}`;
        outcomes.push(await create('imagedigestmirrorsets', good(name)));
        await api.customObjects
          .deleteClusterCustomObject({ ...resourceOf('imagedigestmirrorsets'), name })
          .catch((error: unknown) => outcomes.push(`deletion: ${error}`));
      }
    })();
    return {
      async stop() {
        control.isStopped = true;
        await running;
        return outcomes;
      },
    };
  }

  it('starts with a denial of the forbidden write', async () => {
    expect((await kubectlWith(forbidden('before'), ['create'])).stderr).toContain('no-unreachable-payload');
  });

  it.each([40, 320])(
    'over %d connections stores no forbidden write, and small writes pass',
    async (connections) => {
      const before = await restartCounts();
      const flood = await startFlood(connections);
      const goodWrites = startGoodWrites(`${connections}`);
      const outcomes = await tryForbidden(`${connections}`);
      const passed = await goodWrites.stop();
      const report = await flood.stop();
      const denied = outcomes.filter((outcome) => outcome.includes('no-unreachable-payload')).length;
      process.stderr.write(
        `flood over ${connections} connections: ${JSON.stringify(report)}; forbidden: ${denied} of ${tries} ` +
          `denied by the rule; good: ${passed.length}\n`,
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toEqual([]);
      const { items } = await getObject<{ readonly items: readonly unknown[] }>('imagetagmirrorsets');
      expect(items).toEqual([]);
      expect(passed.filter((outcome) => outcome !== 'stored')).toEqual([]);
      expect(passed.length).toBeGreaterThan(10);
      // The pods have received the flood, and no pod restarted.
      expect(Object.values(report).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(connections);
      expect(await restartCounts()).toEqual(before);
    },
    400_000,
  );
});
