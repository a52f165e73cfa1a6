import { describe, expect, it } from '@jest/globals';
import { Publication } from '../../../src/certificates/self/publication.ts';
import { RotationLeader } from '../../../src/certificates/self/rotation-leader.ts';
import {
  isFault,
  readServingCertificate,
  type ServingCertificate,
} from '../../../src/certificates/serving-certificate.ts';
import { keyFromPool } from './key-pool.ts';
import { lives, Simulation, serverName } from './simulation.ts';

/** A leader without its source. Each call of `look` passes the current state. */
function leading(simulation = new Simulation()) {
  const { secrets, bundles } = simulation.portsOf('one');
  const steps: string[] = [];
  const leader = new RotationLeader({
    secrets,
    bundles,
    serverName,
    ...lives,
    nowMs: () => simulation.nowMs,
    newKeyPair: keyFromPool,
    onStep: (step) => steps.push(step),
  });
  const publication = new Publication({ elapsedMs: () => simulation.elapsedMs, settleMs: lives.settleMs });
  const check = async (served?: ServingCertificate) => {
    const published = await bundles.read();
    publication.observe(published);
    return leader.lead({
      published,
      stored: simulation.secret?.kind === 'ours' ? simulation.secret : { kind: 'absent' },
      publication,
      served,
    });
  };
  return { simulation, steps, check };
}

function servedFrom(simulation: Simulation): ServingCertificate {
  const served = readServingCertificate({
    chainPem: simulation.text('tls.crt'),
    keyPem: simulation.text('tls.key'),
    caPem: simulation.text('ca.crt'),
  });
  if (isFault(served)) throw new Error(served.fault);
  return served;
}

describe('the leader of a rotation', () => {
  it('restores a deleted Secret from memory and stages a new CA', async () => {
    const { simulation, steps, check } = leading();
    await check();
    const served = servedFrom(simulation);
    simulation.secret = undefined;

    await check(served);
    expect(steps).toEqual(['start-over', 'stage-ca']);
    expect(simulation.text('tls.crt')).toBe(served.chainPem);
    expect(simulation.text('ca-bundle.crt')).toBe(simulation.text('next-ca.crt') + served.caPem);
  });

  it('creates a new CA if the Secret was deleted and no certificate is served', async () => {
    const { simulation, steps, check } = leading();
    await check();
    const first = simulation.text('tls.crt');
    simulation.secret = undefined;

    await check();
    expect(steps).toEqual(['start-over', 'start-over']);
    expect(simulation.text('tls.crt')).not.toBe(first);
  });

  it('signs with a staged CA only after the settling time', async () => {
    const { simulation, steps, check } = leading();
    await check();
    simulation.pass(lives.caLifeMs * 0.67);
    await check();
    await check();
    expect(steps).toEqual(['start-over', 'renew-leaf', 'stage-ca']);
    const staged = simulation.text('next-ca.crt');

    await check();
    simulation.pass(lives.settleMs - 1);
    await check();
    expect(simulation.text('ca.crt')).not.toBe(staged);
    simulation.pass(1);
    await check();
    expect(steps.at(-1)).toBe('promote-ca');
    expect(simulation.text('ca.crt')).toBe(staged);
  });

  describe('the leader of a rotation, with a foreign CA in the configurations', () => {
    async function meeting(publishedWith: (own: string, other: string) => string) {
      const { simulation, check } = leading();
      await check();
      const elsewhere = leading();
      await elsewhere.check();
      const [own, other] = [simulation.text('ca.crt'), elsewhere.simulation.text('ca.crt')];
      expect(own).not.toBe(other);
      for (const configuration of simulation.configurations) configuration.pem = publishedWith(own, other);
      await check();
      return { own, other, published: simulation.configurations.map(({ pem }) => pem) };
    }

    it('keeps the foreign CA if its own CA is absent, for pods of another mode', async () => {
      const { own, other, published } = await meeting((_own, other) => other);
      expect(published).toEqual([own + other, own + other]);
    });

    it('removes the foreign CA if its own CA is present', async () => {
      const { own, published } = await meeting((own, other) => own + other);
      expect(published).toEqual([own, own]);
    });
  });

  it('is done if nothing is left to write and no CA is staged', async () => {
    const { simulation, check } = leading();
    expect(await check()).toMatchObject({ isUnderWay: true });
    expect(await check()).toMatchObject({ isUnderWay: false });
    simulation.pass(lives.caLifeMs * 0.67);
    await check();
    await check();
    expect(await check()).toMatchObject({ isUnderWay: true });
  });
});
