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

/** As many looks as it takes until nothing is written any more. */
async function settle(source: SelfSource, world: World): Promise<void> {
  for (let steps = -1; steps !== world.steps.length; ) {
    steps = world.steps.length;
    await source.refresh();
  }
}

describe('a replica that leads', () => {
  it('makes a CA, serves at once, and is ready when the configurations trust it', async () => {
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

  it('takes a CA through its whole life: staged, published, settled, promoted, and gone when it has expired', async () => {
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

  it('makes no CA while it cannot tell which ones are trusted, and keeps those that are', async () => {
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

  it('counts the time to settle on a clock that nobody sets', async () => {
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
  ])('recovers when its clock is set %s, and when it is set right again', async (_, jumpMs) => {
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

  it('writes nothing when a Secret appears that it has not seen', async () => {
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

  it('leaves a configuration alone that changed since it was read', async () => {
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

  it('writes its CA at once into configurations that are new, or whose caBundle somebody has emptied', async () => {
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

  it('hands the lead over when it stops', async () => {
    const { world, source } = await started();
    await source.stop();
    expect(world.leader).toBe('');
  });
});

describe('a replica that follows', () => {
  it('waits for the Secret, then serves the same certificate', async () => {
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

  it('serves on what it has when the Secret is broken, and says so', async () => {
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

describe('a cluster that does not do what it is asked', () => {
  it('leaves a foreign Secret as it is, and the replica not ready', async () => {
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

  it.each(['secrets', 'bundles', 'leadership'] as const)(
    'is a reason not to be ready at the start: %s',
    async (part) => {
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
    },
  );

  it.each(['secrets', 'bundles', 'leadership'] as const)('is a warning later: %s', async (part) => {
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

  it('is warned about when the configurations are gone, or trust somebody else', async () => {
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
