import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSignedBy } from '../../../src/certificates/keyed-certificate.ts';
import { splitPem } from '../../../src/certificates/pem.ts';
import type { SelfSource } from '../../../src/certificates/self/self-source.ts';
import type { ServingCertificate } from '../../../src/certificates/serving-certificate.ts';
import { isValidAt } from '../../../src/certificates/validity.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { lives, minuteMs, Simulation } from './simulation.ts';

const replicas = ['one', 'two', 'three'] as const;

const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('check' as const), who: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.integer({ min: 1, max: 3 * minuteMs }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.integer({ min: 1, max: lives.caLifeMs / 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lead' as const), who: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('forbid' as const),
      part: fc.constantFrom('secrets', 'bundles', 'leadership'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'allow' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('break' as const),
      key: fc.constantFrom('ca.key', 'ca.crt', 'next-ca.key', 'tls.crt'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'delete' as const }) },
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

async function happen(
  simulation: Simulation,
  sources: readonly SelfSource[],
  happening: Event,
): Promise<void> {
  switch (happening.kind) {
    case 'check':
      return await sources[happening.who]?.refresh();
    case 'pass':
      return simulation.pass(happening.ms);
    case 'lead':
      simulation.leader = replicas[happening.who] ?? 'one';
      return;
    case 'forbid':
      simulation.forbidden.add(happening.part as 'secrets');
      return;
    case 'allow':
      return simulation.forbidden.clear();
    case 'break':
      if (simulation.secret?.kind === 'ours')
        simulation.store({ ...simulation.secret.texts, [happening.key]: 'broken' });
      return;
    case 'delete':
      simulation.secret = undefined;
  }
}

/** Every bundle that an API server can still use. An API server observes each change within `settleMs`. */
function bundlesInUse({ history, elapsedMs }: Simulation): readonly string[] {
  return history
    .filter((_, index) => {
      const replacedMs = history[index + 1]?.sinceMs ?? Number.POSITIVE_INFINITY;
      return replacedMs >= elapsedMs - lives.settleMs;
    })
    .map(({ pem }) => pem);
}

/** Whether every API server trusts the served certificate, regardless of its expiry. */
function isTrusted(served: ServingCertificate, simulation: Simulation): boolean {
  const leaf = new X509Certificate(served.chainPem);
  return bundlesInUse(simulation).every((bundle) =>
    splitPem(bundle).some((pem) => isSignedBy(leaf, new X509Certificate(pem))),
  );
}

interface Seen {
  checks: number;
  changes: number;
}

/**
 * Applies events to three trusted replicas. After each event, checks that the API servers still trust each
 * replica.
 */
async function checkSchedule(
  events: readonly Event[],
  seen: Seen = { checks: 0, changes: 0 },
): Promise<void> {
  const simulation = new Simulation();
  // One configuration is sufficient, because replicas write all configurations in the same way.
  simulation.configurations = simulation.configurations.slice(0, 1);
  const sources = replicas.map((name) => simulation.replica(name));
  for (const source of sources) await source.start(() => {});
  for (const source of sources) await source.refresh();
  simulation.pass(lives.settleMs + 1);
  simulation.history.splice(0, simulation.history.length - 1);

  // A replica with an expired certificate can serve a certificate of an untrusted CA immediately. API servers
  // can take up to `settleMs` to trust this CA.
  const unproven = new Map<SelfSource, string | undefined>();
  const before = new Map(sources.map((source) => [source, source.current()]));
  for (const happening of events) {
    await happen(simulation, sources, happening);
    for (const source of sources) {
      const served = source.current();
      if (served === undefined || !isValidAt(served, simulation.nowMs)) continue;
      const last = before.get(source);
      before.set(source, served);
      if (last?.chainPem !== served.chainPem) seen.changes++;
      if (last !== undefined && !isValidAt(last, simulation.nowMs)) unproven.set(source, served.issuer?.pem);

      const isProven = isTrusted(served, simulation);
      if (isProven) unproven.delete(source);
      else if (unproven.has(source) && unproven.get(source) === served.issuer?.pem) continue;
      seen.checks++;
      expect(isProven).toBe(true);
    }
  }
  for (const source of sources) await source.stop();
}

describe('trust in the serving certificate', () => {
  it('is never lost in any schedule while the certificate is valid', async () => {
    const seen: Seen = { checks: 0, changes: 0 };
    const schedules = fc.array(event, { minLength: 20, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(schedules, (events) => checkSchedule(events, seen)),
      { numRuns: propertyRuns(200) },
    );
    expect(seen.checks).toBeGreaterThan(propertyRuns(1_000));
    expect(seen.changes).toBeGreaterThan(propertyRuns(10));
  }, 60_000);

  it('is not lost by a second certificate of a CA that is not yet trusted everywhere', async () => {
    const seen: Seen = { checks: 0, changes: 0 };
    const events: readonly Event[] = [
      { kind: 'pass', ms: lives.leafLifeMs },
      { kind: 'delete' },
      { kind: 'check', who: 0 },
      { kind: 'break', key: 'tls.crt' },
      { kind: 'check', who: 0 },
    ];
    await checkSchedule(events, seen);
    expect(seen).toEqual({ checks: 0, changes: 2 });

    // After `settleMs`, each replica must serve a trusted certificate again: the current one and its
    // successor.
    const settled: readonly Event[] = [
      { kind: 'pass', ms: lives.settleMs + 1 },
      { kind: 'break', key: 'tls.crt' },
      { kind: 'check', who: 0 },
    ];
    await checkSchedule([...events, ...settled], seen);
    expect(seen).toEqual({ checks: 3, changes: 2 + 3 });
  });
});
