import { describe, expect, it } from '@jest/globals';
import type { SelfSource } from '../../../src/certificates/self/self-source.ts';
import type { ServingCertificate } from '../../../src/certificates/serving-certificate.ts';
import { lives, minuteMs, Simulation, serverName } from './simulation.ts';

async function started(simulation = new Simulation(), ...[name, options]: Parameters<Simulation['replica']>) {
  const served: ServingCertificate[] = [];
  const source = simulation.replica(name, options);
  await source.start((certificate) => served.push(certificate));
  return { simulation, source, served };
}

/** Refreshes until the source writes nothing more. */
async function settle(source: SelfSource, simulation: Simulation): Promise<void> {
  for (let steps = -1; steps !== simulation.steps.length; ) {
    steps = simulation.steps.length;
    await source.refresh();
  }
}

describe('SelfSource as the leader', () => {
  it('creates a CA, serves at once, and is ready after the configurations trust it', async () => {
    const { simulation, source, served } = await started();
    expect(served).toHaveLength(1);
    expect(source.current()?.names).toBe(`DNS:${serverName}`);
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('no webhook configuration trusts'),
    });
    await source.refresh();
    expect(source.status()).toMatchObject({
      state: 'ok',
      notAfterMs: simulation.nowMs + lives.leafLifeMs,
      caNotAfterMs: simulation.nowMs + lives.caLifeMs,
    });
    expect(simulation.configurations.map(({ pem }) => pem)).toEqual([
      simulation.text('ca.crt'),
      simulation.text('ca.crt'),
    ]);
    await source.stop();
  });

  it('stages, publishes, settles, promotes and finally removes a CA', async () => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    const first = simulation.text('ca.crt');
    simulation.steps.length = 0;

    simulation.pass(lives.caLifeMs * 0.67);
    await settle(source, simulation);
    expect(simulation.steps).toEqual(['renew-leaf', 'stage-ca']);
    expect(simulation.configurations[0]?.pem).toBe(simulation.text('next-ca.crt') + first);
    expect(source.current()?.issuer?.pem).toBe(first);

    simulation.pass(minuteMs - 1);
    await settle(source, simulation);
    expect(source.current()?.issuer?.pem).toBe(first);
    simulation.pass(1);
    await settle(source, simulation);
    expect(simulation.steps).toEqual(['renew-leaf', 'stage-ca', 'promote-ca']);
    expect(source.current()?.issuer?.pem).toBe(simulation.text('ca.crt'));
    expect(simulation.configurations[0]?.pem).toBe(simulation.text('ca.crt') + first);

    simulation.pass(lives.caLifeMs * 0.34);
    await settle(source, simulation);
    expect(simulation.text('ca-bundle.crt')).not.toContain(first);
    expect(simulation.configurations[0]?.pem).toBe(simulation.text('ca-bundle.crt'));
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it('creates no CA while the trusted CAs are unknown, and keeps those', async () => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    const first = simulation.text('ca.crt');
    simulation.forbidden.add('bundles');
    simulation.secret = undefined;
    const other = await started(simulation, 'one');
    expect(simulation.secret).toBeUndefined();
    expect(other.source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('bundles is forbidden'),
    });
    simulation.forbidden.clear();
    await settle(other.source, simulation);
    expect(simulation.text('ca-bundle.crt')).toBe(simulation.text('ca.crt') + first);
    await source.stop();
    await other.source.stop();
  });

  it('measures the settling time with the monotonic clock', async () => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    simulation.pass(lives.caLifeMs * 0.67);
    await settle(source, simulation);
    simulation.nowMs += 10 * minuteMs;
    await settle(source, simulation);
    expect(simulation.steps).not.toContain('promote-ca');
    await source.stop();
  });

  it.each([
    ['far ahead', 10 * lives.caLifeMs],
    ['far behind', -10 * lives.caLifeMs],
  ])('recovers after its clock is set %s and after it is corrected', async (_, jumpMs) => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    for (const jump of [jumpMs, -jumpMs]) {
      simulation.nowMs += jump;
      await settle(source, simulation);
      expect(source.status().state).toBe('ok');
      expect(simulation.configurations[0]?.pem).toContain(source.current()?.issuer?.pem);
    }
    await source.stop();
  });

  it('writes nothing if another replica creates the Secret first', async () => {
    const simulation = new Simulation();
    const other = await started(simulation);
    const secret = simulation.secret;
    simulation.secret = undefined;
    simulation.leader = 'two';
    const ports = simulation.portsOf('two');
    const slow = { ...ports.secrets, read: async () => ({ kind: 'absent' as const }) };
    const { source } = await started(simulation, 'two', {
      secrets: { ...slow, create: async () => 'conflict' as const },
    });
    expect(simulation.secret).toBeUndefined();
    expect(source.current()).toBeUndefined();
    simulation.secret = secret;
    await other.source.stop();
    await source.stop();
  });

  it('does not write a configuration that changed since it was read', async () => {
    const simulation = new Simulation();
    const { source } = await started(simulation, 'one', {
      bundles: {
        ...simulation.portsOf('one').bundles,
        write: async () => 'conflict',
      },
    });
    await source.refresh();
    expect(simulation.configurations.map(({ pem }) => pem)).toEqual(['', '']);
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('its CA is being published'),
    });
    await source.stop();
  });

  it('writes caBundle of new and emptied configurations at once', async () => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    const { configurations } = simulation;
    simulation.change([]);
    const written = simulation.untilWritten(2);
    simulation.change(configurations.map((configuration) => ({ ...configuration, pem: '' })));
    await written;
    await source.refresh();
    expect(simulation.configurations.map(({ pem }) => pem)).toEqual([
      simulation.text('ca.crt'),
      simulation.text('ca.crt'),
    ]);
    expect(source.status().state).toBe('ok');
    await source.stop();
    expect(simulation.isWatched).toBe(false);
  });

  it('releases the lease when it stops', async () => {
    const { simulation, source } = await started();
    await source.stop();
    expect(simulation.leader).toBe('');
  });
});

describe('SelfSource as a follower', () => {
  it('waits for the Secret and serves its certificate', async () => {
    const simulation = new Simulation();
    const follower = await started(simulation, 'two');
    expect(follower.source.current()).toBeUndefined();
    const leader = await started(simulation, 'one');
    await leader.source.refresh();
    await follower.source.refresh();
    expect(follower.source.current()).toEqual(leader.source.current());
    expect(follower.source.status().state).toBe('ok');
    expect(simulation.steps).toEqual(['start-over']);
    await leader.source.stop();
    await follower.source.stop();
  });

  it('serves the previous certificate if the Secret is corrupt and reports it', async () => {
    const simulation = new Simulation();
    const leader = await started(simulation);
    await leader.source.refresh();
    const follower = await started(simulation, 'two');
    simulation.store({ 'tls.crt': 'x' });
    await follower.source.refresh();
    expect(follower.source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('contains no certificate'),
    });
    await settle(leader.source, simulation);
    await follower.source.refresh();
    expect(follower.source.status().state).toBe('ok');
    await leader.source.stop();
    await follower.source.stop();
  });
});

describe('SelfSource with a failing cluster', () => {
  it('does not change a foreign Secret and is not ready', async () => {
    const simulation = new Simulation();
    simulation.secret = { kind: 'foreign', why: 'it is not ours' };
    const { source } = await started(simulation);
    expect(simulation.secret).toEqual({ kind: 'foreign', why: 'it is not ours' });
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('it is not ours'),
    });
    await source.stop();
  });

  it.each(['secrets', 'bundles', 'leadership'] as const)('is not ready at the start: %s', async (part) => {
    const simulation = new Simulation();
    simulation.forbidden.add(part);
    const { source } = await started(simulation);
    expect(source.status()).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining(`${part} is forbidden`),
    });
    simulation.forbidden.clear();
    await settle(source, simulation);
    await source.refresh();
    expect(source.status().state).toBe('ok');
    await source.stop();
  });

  it.each(['secrets', 'bundles', 'leadership'] as const)('warns after the start: %s', async (part) => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    simulation.forbidden.add(part);
    await source.refresh();
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining(`${part} is forbidden`),
    });
    await source.stop();
  });

  it('warns if the configurations are missing or trust another CA', async () => {
    const { simulation, source } = await started();
    await settle(source, simulation);
    const { configurations } = simulation;
    simulation.configurations = [];
    await source.refresh();
    expect(source.status()).toMatchObject({
      state: 'warning',
      reason: expect.stringContaining('so no write is checked'),
    });
    simulation.configurations = configurations.map((configuration) => ({ ...configuration, pem: '' }));
    await source.refresh();
    expect(source.status().reason).toContain(
      'caBundle of MutatingWebhookConfiguration "a" and ValidatingWebhookConfiguration "a" lacks',
    );
    await source.refresh();
    expect(source.status().state).toBe('ok');
    await source.stop();
  });
});
