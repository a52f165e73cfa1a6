import { describe, expect, it } from '@jest/globals';
import { Publication } from '../../../src/certificates/self/publication.ts';
import { RotationLeader } from '../../../src/certificates/self/rotation-leader.ts';
import {
  isFault,
  readServingCertificate,
  type ServingCertificate,
} from '../../../src/certificates/serving-certificate.ts';
import { keyFromPool } from './key-pool.ts';
import { lives, serverName, World } from './world.ts';

/** A leader without its source. Each call of `look` passes the current state. */
function leading(world = new World()) {
  const { secrets, bundles } = world.portsOf('one');
  const steps: string[] = [];
  const leader = new RotationLeader({
    secrets,
    bundles,
    serverName,
    ...lives,
    nowMs: () => world.nowMs,
    newKeyPair: keyFromPool,
    onStep: (step) => steps.push(step),
  });
  const publication = new Publication({ elapsedMs: () => world.elapsedMs, settleMs: lives.settleMs });
  const check = async (served?: ServingCertificate) => {
    const published = await bundles.read();
    publication.observe(published);
    return leader.lead({
      published,
      stored: world.secret?.kind === 'ours' ? world.secret : { kind: 'absent' },
      publication,
      served,
    });
  };
  return { world, steps, check };
}

function servedFrom(world: World): ServingCertificate {
  const served = readServingCertificate({
    chainPem: world.text('tls.crt'),
    keyPem: world.text('tls.key'),
    caPem: world.text('ca.crt'),
  });
  if (isFault(served)) throw new Error(served.fault);
  return served;
}

describe('the leader of a rotation', () => {
  it('restores a deleted Secret from memory and stages a new CA', async () => {
    const { world, steps, check } = leading();
    await check();
    const served = servedFrom(world);
    world.secret = undefined;

    await check(served);
    expect(steps).toEqual(['start-over', 'stage-ca']);
    expect(world.text('tls.crt')).toBe(served.chainPem);
    expect(world.text('ca-bundle.crt')).toBe(world.text('next-ca.crt') + served.caPem);
  });

  it('creates a new CA if the Secret was deleted and no certificate is served', async () => {
    const { world, steps, check } = leading();
    await check();
    const first = world.text('tls.crt');
    world.secret = undefined;

    await check();
    expect(steps).toEqual(['start-over', 'start-over']);
    expect(world.text('tls.crt')).not.toBe(first);
  });

  it('signs with a staged CA only after the settling time', async () => {
    const { world, steps, check } = leading();
    await check();
    world.pass(lives.caLifeMs * 0.67);
    await check();
    await check();
    expect(steps).toEqual(['start-over', 'renew-leaf', 'stage-ca']);
    const staged = world.text('next-ca.crt');

    await check();
    world.pass(lives.settleMs - 1);
    await check();
    expect(world.text('ca.crt')).not.toBe(staged);
    world.pass(1);
    await check();
    expect(steps.at(-1)).toBe('promote-ca');
    expect(world.text('ca.crt')).toBe(staged);
  });

  describe('the leader of a rotation, with a foreign CA in the configurations', () => {
    async function meeting(publishedWith: (own: string, other: string) => string) {
      const { world, check } = leading();
      await check();
      const elsewhere = leading();
      await elsewhere.check();
      const [own, other] = [world.text('ca.crt'), elsewhere.world.text('ca.crt')];
      expect(own).not.toBe(other);
      for (const configuration of world.configurations) configuration.pem = publishedWith(own, other);
      await check();
      return { own, other, published: world.configurations.map(({ pem }) => pem) };
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
    const { world, check } = leading();
    expect(await check()).toMatchObject({ isUnderWay: true });
    expect(await check()).toMatchObject({ isUnderWay: false });
    world.pass(lives.caLifeMs * 0.67);
    await check();
    await check();
    expect(await check()).toMatchObject({ isUnderWay: true });
  });
});
