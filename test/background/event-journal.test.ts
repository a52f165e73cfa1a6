import { describe, expect, it } from '@jest/globals';
import type { CheckResult } from '../../src/background/check-results.ts';
import { EventJournal } from '../../src/background/event-journal.ts';
import type { FaultEvent } from '../../src/background/fault-events.ts';

function fault(name: string, rule = 'no-conflicting-source-policy', message = 'wrong'): CheckResult {
  return {
    status: 'fail',
    finding: {
      rule,
      category: 'across-objects',
      severity: 'deny',
      object: { kind: 'ImageDigestMirrorSet', name },
      path: 'spec.imageDigestMirrors[0].source',
      message,
      fix: 'Correct it.',
      related: [{ kind: 'ImageTagMirrorSet', name: 'tags', path: [] }],
    },
  };
}

/** Creates Events like the API server, which deletes them when their time to live expires. */
class Events {
  nowMs = 0;
  readonly created: { readonly atMs: number; readonly event: FaultEvent }[] = [];
  ttlMs = 3_600_000;
  readonly sink = {
    create: async (event: FaultEvent) => {
      const exists = this.created.some(
        ({ atMs, event: { name } }) => name === event.name && this.nowMs < atMs + this.ttlMs,
      );
      if (exists) return 'exists' as const;
      this.created.push({ atMs: this.nowMs, event });
      return 'created' as const;
    },
  };
  readonly journal = this.replica();

  replica(): EventJournal {
    return new EventJournal(this.sink, () => this.nowMs);
  }
}

const metadataOf = ({ name }: { readonly name: string }) => ({ uid: `uid-of-${name}` });

describe('EventJournal', () => {
  it('creates an Event with the rule in CamelCase, the object and the other object', async () => {
    const { journal, created } = new Events();
    await journal.publish([fault('digests')], metadataOf);
    expect(created.map(({ event }) => event)).toEqual([
      {
        name: expect.stringMatching(/^no-conflicting-source-policy\.[0-9a-f]{16}$/),
        reason: 'NoConflictingSourcePolicy',
        note: 'spec.imageDigestMirrors[0].source: wrong',
        regarding: {
          apiVersion: 'config.openshift.io/v1',
          kind: 'ImageDigestMirrorSet',
          name: 'digests',
          uid: 'uid-of-digests',
        },
        related: {
          apiVersion: 'config.openshift.io/v1',
          kind: 'ImageTagMirrorSet',
          name: 'tags',
          uid: 'uid-of-tags',
        },
      },
    ]);
  });

  it('creates one Event per hour for a rule and an object, also after a correction in between', async () => {
    const events = new Events();
    for (let minute = 0; minute <= 180; minute++) {
      events.nowMs = minute * 60_000;
      await events.journal.publish(minute % 5 === 0 ? [] : [fault('digests')], metadataOf);
    }
    const times = events.created.map(({ atMs }) => atMs / 60_000);
    expect(times).toHaveLength(3);
    for (const [index, time] of times.entries())
      expect(time - (times[index - 1] ?? -60)).toBeGreaterThanOrEqual(60);
  });

  it('does not repeat the Event of another leader', async () => {
    const events = new Events();
    await events.journal.publish([fault('digests')], metadataOf);
    events.nowMs = 30 * 60_000;
    await events.replica().publish([fault('digests')], metadataOf);
    expect(events.created).toHaveLength(1);
  });

  it('creates one Event for all findings of a rule in an object, and one per object and rule', async () => {
    const { journal, created } = new Events();
    await journal.publish(
      [fault('a'), fault('a', undefined, 'also wrong'), fault('b'), fault('a', 'no-stopped-operator')],
      metadataOf,
    );
    expect(created.map(({ event: { reason, note, regarding } }) => [reason, regarding.name, note])).toEqual([
      [
        'NoConflictingSourcePolicy',
        'a',
        'spec.imageDigestMirrors[0].source: wrong (and 1 more of this rule)',
      ],
      ['NoConflictingSourcePolicy', 'b', 'spec.imageDigestMirrors[0].source: wrong'],
      ['NoStoppedOperator', 'a', 'spec.imageDigestMirrors[0].source: wrong'],
    ]);
  });

  it('creates none for warnings and rules that were not evaluated', async () => {
    const { journal, created } = new Events();
    await journal.publish(
      (['warn', 'skip', 'error'] as const).map((status) => ({ ...fault('a'), status })),
      metadataOf,
    );
    expect(created).toEqual([]);
  });

  it('limits the note to 1,024 bytes, and the Events of one check to 100', async () => {
    const { journal, created } = new Events();
    const faults = Array.from({ length: 300 }, (_, index) =>
      fault(`set-${index}`, undefined, 'ü'.repeat(5000)),
    );
    await journal.publish(faults, metadataOf);
    expect(created).toHaveLength(100);
    for (const { event } of created) expect(Buffer.byteLength(event.note)).toBeLessThanOrEqual(1024);
  });

  it('tries again after an error of the API server', async () => {
    const events = new Events();
    const failing = new EventJournal(
      { create: () => Promise.reject(new Error('events is forbidden')) },
      () => 0,
    );
    await expect(failing.publish([fault('digests')], metadataOf)).rejects.toThrow('events is forbidden');
    await events.journal.publish([fault('digests')], metadataOf);
    expect(events.created).toHaveLength(1);
  });
});
