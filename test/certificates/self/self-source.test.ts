import { describe, expect, it } from '@jest/globals';
import type { SelfSource } from '../../../src/certificates/self/self-source.ts';
import type { ServingCertificate } from '../../../src/certificates/serving-certificate.ts';
import { lives, minuteMs, serverName, World } from './world.ts';

async function started(world = new World(), ...[name, options]: Parameters<World['replica']>) {
  const served: ServingCertificate[] = [];
  const source = world.replica(name, options);
  await source.start((certificate) => served.push(certificate));
  return { world, source, served };
}

/** Refreshes until the source writes nothing more. */
async function settle(source: SelfSource, world: World): Promise<void> {
  for (let steps = -1; steps !== world.steps.length; ) {
    steps = world.steps.length;
    await source.refresh();
  }
}

describe('SelfSource as the leader', () => {
  it('creates a CA, serves at once, and is ready after the configurations trust it', async () => {
    const { world, source, served } = await started();
    expect(served).toHaveLength(1);
    expect(source.current()?.names).toBe(`DNS:${serverName}`);
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('no webhook configuration trusts'),
    });
    await source.refresh();
    expect(source.status()).toMatchObject({
      state: 'ok',
      notAfterMs: world.nowMs + lives.leafLifeMs,
      caNotAfterMs: world.nowMs + lives.caLifeMs,
    });
    expect(world.configurations.map(({ pem }) => pem)).toEqual([world.text('ca.crt'), world.text('ca.crt')]);
    await source.stop();
  });

  it('stages, publishes, settles, promotes and finally removes a CA', async () => {
    const { world, source } = await started();
    await settle(source, world);
    const first = world.text('ca.crt');
    world.steps.length = 0;

    world.pass(lives.caLifeMs * 0.67);
    await settle(source, world);
    expect(world.steps).toEqual(['renew-leaf', 'stage-ca']);
    expect(world.configurations[0]?.pem).toBe(world.text('next-ca.crt') + first);
    expect(source.current()?.issuer?.pem).toBe(first);

    world.pass(minuteMs - 1);
    await settle(source, world);
    expect(source.current()?.issuer?.pem).toBe(first);
    world.pass(1);
    await settle(source, world);
    expect(world.steps).toEqual(['renew-leaf', 'stage-ca', 'promote-ca']);
    expect(source.current()?.issuer?.pem).toBe(world.text('ca.crt'));
    expect(world.configurations[0]?.pem).toBe(world.text('ca.crt') + first);

    world.pass(lives.caLifeMs * 0.34);
    await settle(source, world);
    expect(world.text('ca-bundle.crt')).not.toContain(first);
    expect(world.configurations[0]?.pem).toBe(world.text('ca-bundle.crt'));
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it('creates no CA while the trusted CAs are unknown, and keeps those', async () => {
    const { world, source } = await started();
    await settle(source, world);
    const first = world.text('ca.crt');
    world.forbidden.add('bundles');
    world.secret = undefined;
    const other = await started(world, 'one');
    expect(world.secret).toBeUndefined();
    expect(other.source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('bundles is forbidden'),
    });
    world.forbidden.clear();
    await settle(other.source, world);
    expect(world.text('ca-bundle.crt')).toBe(world.text('ca.crt') + first);
    await source.stop();
    await other.source.stop();
  });

  it('measures the settling time with the monotonic clock', async () => {
    const { world, source } = await started();
    await settle(source, world);
    world.pass(lives.caLifeMs * 0.67);
    await settle(source, world);
    world.nowMs += 10 * minuteMs;
    await settle(source, world);
    expect(world.steps).not.toContain('promote-ca');
    await source.stop();
  });

  it.each([
    ['far ahead', 10 * lives.caLifeMs],
    ['far behind', -10 * lives.caLifeMs],
  ])('recovers after its clock is set %s and after it is corrected', async (_, jumpMs) => {
    const { world, source } = await started();
    await settle(source, world);
    for (const jump of [jumpMs, -jumpMs]) {
      world.nowMs += jump;
      await settle(source, world);
      expect(source.status().state).toBe('ok');
      expect(world.configurations[0]?.pem).toContain(source.current()?.issuer?.pem);
    }
    await source.stop();
  });

  it('writes nothing if another replica creates the Secret first', async () => {
    const world = new World();
    const other = await started(world);
    const secret = world.secret;
    world.secret = undefined;
    world.leader = 'two';
    const ports = world.portsOf('two');
    const slow = { ...ports.secrets, read: async () => ({ kind: 'absent' as const }) };
    const { source } = await started(world, 'two', {
      secrets: { ...slow, create: async () => 'conflict' as const },
    });
    expect(world.secret).toBeUndefined();
    expect(source.current()).toBeUndefined();
    world.secret = secret;
    await other.source.stop();
    await source.stop();
  });

  it('does not write a configuration that changed since it was read', async () => {
    const world = new World();
    const { source } = await started(world, 'one', {
      bundles: {
        ...world.portsOf('one').bundles,
        write: async () => 'conflict',
      },
    });
    await source.refresh();
    expect(world.configurations.map(({ pem }) => pem)).toEqual(['', '']);
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('its CA is being published'),
    });
    await source.stop();
  });

  it('writes caBundle of new and emptied configurations at once', async () => {
    const { world, source } = await started();
    await settle(source, world);
    const { configurations } = world;
    world.change([]);
    const written = world.untilWritten(2);
    world.change(configurations.map((configuration) => ({ ...configuration, pem: '' })));
    await written;
    await source.refresh();
    expect(world.configurations.map(({ pem }) => pem)).toEqual([world.text('ca.crt'), world.text('ca.crt')]);
    expect(source.status().state).toBe('ok');
    await source.stop();
    expect(world.isWatched).toBe(false);
  });

  it('releases the lease when it stops', async () => {
    const { world, source } = await started();
    await source.stop();
    expect(world.leader).toBe('');
  });
});

describe('SelfSource as a follower', () => {
  it('waits for the Secret and serves its certificate', async () => {
    const world = new World();
    const follower = await started(world, 'two');
    expect(follower.source.current()).toBeUndefined();
    const leader = await started(world, 'one');
    await leader.source.refresh();
    await follower.source.refresh();
    expect(follower.source.current()).toEqual(leader.source.current());
    expect(follower.source.status().state).toBe('ok');
    expect(world.steps).toEqual(['start-over']);
    await leader.source.stop();
    await follower.source.stop();
  });

  it('serves the previous certificate if the Secret is corrupt and reports it', async () => {
    const world = new World();
    const leader = await started(world);
    await leader.source.refresh();
    const follower = await started(world, 'two');
    world.store({ 'tls.crt': 'x' });
    await follower.source.refresh();
    expect(follower.source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('contains no certificate'),
    });
    await settle(leader.source, world);
    await follower.source.refresh();
    expect(follower.source.status().state).toBe('ok');
    await leader.source.stop();
    await follower.source.stop();
  });
});

describe('SelfSource with a failing cluster', () => {
  it('does not change a foreign Secret and is not ready', async () => {
    const world = new World();
    world.secret = { kind: 'foreign', why: 'it is not ours' };
    const { source } = await started(world);
    expect(world.secret).toEqual({ kind: 'foreign', why: 'it is not ours' });
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('it is not ours'),
    });
    await source.stop();
  });

  it.each(['secrets', 'bundles', 'leadership'] as const)('is not ready at the start: %s', async (part) => {
    const world = new World();
    world.forbidden.add(part);
    const { source } = await started(world);
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining(`${part} is forbidden`),
    });
    world.forbidden.clear();
    await settle(source, world);
    await source.refresh();
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it.each(['secrets', 'bundles', 'leadership'] as const)('warns after the start: %s', async (part) => {
    const { world, source } = await started();
    await settle(source, world);
    world.forbidden.add(part);
    await source.refresh();
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining(`${part} is forbidden`),
    });
    await source.stop();
  });

  it('warns if the configurations are missing or trust another CA', async () => {
    const { world, source } = await started();
    await settle(source, world);
    const { configurations } = world;
    world.configurations = [];
    await source.refresh();
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('so no write is checked'),
    });
    world.configurations = configurations.map((configuration) => ({ ...configuration, pem: '' }));
    await source.refresh();
    expect(source.status().reason).toContain(
      'caBundle of MutatingWebhookConfiguration "a" and ValidatingWebhookConfiguration "a" lacks',
    );
    await source.refresh();
    expect(source.status().state).toBe('ok');
    await source.stop();
  });
});
