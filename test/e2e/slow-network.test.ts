import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { idms } from '../../src/rules/example.ts';
import { kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';
import { describeOnOwnCluster } from './support/own-only.ts';
import { readPodLogs } from './support/pods.ts';
import { slowDown } from './support/slow-network.ts';
import { installStandard } from './support/standard-installation.ts';

/** Allows the retransmission of a handshake packet, but is shorter than the body takes. */
const timeoutSeconds = 5;
/** Time that kubectl itself takes on a busy machine. */
const kubectlMs = 3000;
const unreadText = 'the request body did not arrive at mirrorguard before the webhook timeout';

/** 200 kB, which take 8 s to arrive. */
function large(name: string) {
  const { object, ...rest } = idms(name).mirror('registry.example.com/team', ['mirror.example.com/team']);
  const { metadata, ...others } = object as { readonly metadata: object };
  return {
    ...rest,
    object: { ...others, metadata: { ...metadata, annotations: { note: 'x'.repeat(200_000) } } },
  };
}

describeOnOwnCluster(
  'while the network to the pods is far too slow',
  'a network that can be slowed down',
  () => {
    afterAll(() => installStandard());
    afterAll(removeAllMirrorSets);

    async function createSlowly(name: string) {
      const network = await slowDown();
      try {
        const startedMs = performance.now();
        const result = await kubectlWith(large(name), ['create']);
        return { ...result, tookMs: Math.round(performance.now() - startedMs) };
      } finally {
        await network.restore();
      }
    }

    /**
     * Repeats an attempt in which the network lost a packet of a handshake: the head of the request then arrives
     * a second late, and the API server stops waiting before mirrorguard does.
     */
    async function createWithHandshakes(name: string) {
      for (let attempt = 1; ; attempt++) {
        const result = { ...(await createSlowly(`${name}-${attempt}`)), name: `${name}-${attempt}` };
        if (attempt === 3 || !/deadline exceeded|failed calling/.test(result.stderr)) return result;
        process.stderr.write(`slow network: repeated after ${result.stderr}`);
      }
    }

    beforeAll(() =>
      installStandard({
        replicaCount: 1,
        'webhook.timeoutSeconds': timeoutSeconds,
        extraArgs: ['--on-deadline=deny'],
      }),
    );

    it('is denied with a message of mirrorguard and recorded if on-deadline is deny', async () => {
      const { status, stderr, tookMs, name: created } = await createWithHandshakes('slow-denied');
      process.stderr.write(`slow network, deny: the response after ${tookMs} ms: ${stderr}`);
      expect(status).toBe(1);
      expect(stderr).toContain(`denied the request: ${unreadText}; the request was denied, as configured`);
      expect(stderr).not.toMatch(/deadline exceeded|failed calling/);
      expect(tookMs).toBeLessThan(timeoutSeconds * 1000 + kubectlMs);
      const records = (await readPodLogs()).filter(
        ({ name, verdict }) => name === created && verdict !== undefined,
      );
      expect(records).toMatchObject([
        { stage: 'mutate', operation: 'CREATE', verdict: 'deny', failure: 'unread', user: { name: 'admin' } },
      ]);
    });

    it('is allowed with a warning by both webhooks if on-deadline is warn', async () => {
      await installStandard({
        replicaCount: 1,
        'webhook.timeoutSeconds': timeoutSeconds,
        extraArgs: ['--on-deadline=warn'],
      });
      const { status, stderr, tookMs, name: created } = await createWithHandshakes('slow-warned');
      process.stderr.write(`slow network, warn: both responses after ${tookMs} ms\n`);
      expect(stderr).toContain(
        `Warning: ${unreadText}; the request was allowed without evaluation, as configured (mirrorguard)`,
      );
      expect(stderr).not.toMatch(/deadline exceeded|failed calling/);
      expect(status).toBe(0);
      expect(tookMs).toBeLessThan(2 * timeoutSeconds * 1000 + kubectlMs);
      const records = (await readPodLogs()).filter(
        ({ name, verdict }) => name === created && verdict !== undefined,
      );
      expect(records).toMatchObject([
        { stage: 'mutate', verdict: 'allow', failure: 'unread' },
        { stage: 'validate', verdict: 'allow', failure: 'unread' },
      ]);
    });
  },
);
