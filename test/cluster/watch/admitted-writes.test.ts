import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AdmittedWrites, retentionMs } from '../../../src/cluster/watch/admitted-writes.ts';
import type { JsonObject } from '../../../src/model/json.ts';

/** The source of the first entry of each object, by name of the object. */
let known: Map<string, string>;
let writes: AdmittedWrites;

const set = (source: string, metadata: JsonObject = {}): JsonObject => ({
  metadata: { name: 'team', resourceVersion: source, ...metadata },
  spec: { imageDigestMirrors: [{ source, mirrors: ['mirror.example.com/team'] }] },
});
const sourceOf = ({ spec }: JsonObject) => JSON.stringify(spec).match(/"source":"(.*?)"/)?.[1] ?? '';

beforeEach(() => {
  jest.useFakeTimers();
  known = new Map();
  const nameOf = ({ metadata }: JsonObject) => (metadata as { readonly name: string }).name;
  writes = new AdmittedWrites({
    replace: (objects) => {
      known = new Map(objects.map((object) => [nameOf(object), sourceOf(object)]));
    },
    apply: (object) => void known.set(nameOf(object), sourceOf(object)),
    remove: (object) => void known.delete(nameOf(object)),
  });
});
afterEach(() => void jest.useRealTimers());

const team = () => known.get('team');

describe('AdmittedWrites', () => {
  it('contains a created object until 5 seconds have passed without an event', () => {
    writes.admit('team', set('quay.io/new'), undefined);
    expect({ team: team(), names: writes.names }).toEqual({ team: 'quay.io/new', names: ['team'] });
    jest.advanceTimersByTime(retentionMs - 1);
    expect(team()).toBe('quay.io/new');
    jest.advanceTimersByTime(1);
    expect({ team: team(), names: writes.names }).toEqual({ team: undefined, names: [] });
    expect(retentionMs).toBe(5_000);
  });

  it('restores the stored object if an update is not shown', () => {
    writes.apply(set('quay.io/old'));
    writes.admit('team', set('quay.io/new'), set('quay.io/old'));
    expect(team()).toBe('quay.io/new');
    jest.advanceTimersByTime(retentionMs);
    expect(team()).toBe('quay.io/old');
  });

  it('uses the watch as soon as it shows the write', () => {
    writes.admit('team', set('quay.io/new'), undefined);
    writes.apply(set('quay.io/new'));
    expect(writes.names).toEqual([]);
    writes.apply(set('quay.io/later'));
    jest.advanceTimersByTime(retentionMs);
    expect(team()).toBe('quay.io/later');
  });

  it('is not replaced by an earlier write that the watch shows late', () => {
    writes.admit('team', set('quay.io/one'), undefined);
    writes.admit('team', set('quay.io/two'), set('quay.io/one'));
    writes.apply(set('quay.io/one'));
    expect(team()).toBe('quay.io/two');
    jest.advanceTimersByTime(retentionMs);
    expect(team()).toBe('quay.io/one');
  });

  it('retains a later write after an earlier one expires', () => {
    writes.admit('team', set('quay.io/one'), undefined);
    jest.advanceTimersByTime(retentionMs - 1);
    writes.admit('team', set('quay.io/two'), set('quay.io/one'));
    jest.advanceTimersByTime(1);
    expect(team()).toBe('quay.io/two');
  });

  it('removes a deleted object, and restores it if the deletion is not shown', () => {
    writes.apply(set('quay.io/old'));
    writes.admit('team', undefined, set('quay.io/old'));
    expect(team()).toBeUndefined();
    jest.advanceTimersByTime(retentionMs);
    expect(team()).toBe('quay.io/old');
    writes.admit('team', undefined, set('quay.io/old'));
    writes.remove(set('quay.io/old'));
    expect({ team: team(), names: writes.names }).toEqual({ team: undefined, names: [] });
  });

  it('contains a deleted object that waits for a finalizer', () => {
    writes.apply(set('quay.io/old'));
    writes.admit('team', undefined, set('quay.io/old'));
    writes.apply(set('quay.io/old', { deletionTimestamp: '2026-01-01T00:00:00Z' }));
    expect({ team: team(), names: writes.names }).toEqual({ team: 'quay.io/old', names: [] });
  });

  it('adds admitted writes to a list that is older', () => {
    writes.apply(set('quay.io/gone', { name: 'gone' }));
    writes.admit('team', set('quay.io/new'), undefined);
    writes.admit('gone', undefined, set('quay.io/gone', { name: 'gone' }));
    writes.replace([set('quay.io/other', { name: 'other' }), set('quay.io/gone', { name: 'gone' })]);
    expect([...known]).toEqual([
      ['other', 'quay.io/other'],
      ['team', 'quay.io/new'],
    ]);
    writes.replace([set('quay.io/new')]);
    expect({ known: [...known], names: writes.names }).toEqual({
      known: [['team', 'quay.io/new']],
      names: [],
    });
  });

  it('removes a write that was denied afterwards', () => {
    const takeBack = writes.admit('team', set('quay.io/new'), undefined);
    takeBack();
    expect({ team: team(), names: writes.names }).toEqual({ team: undefined, names: [] });
    writes.apply(set('quay.io/later'));
    takeBack();
    expect(team()).toBe('quay.io/later');
  });
});
