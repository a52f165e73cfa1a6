import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventWriter } from '../../src/cluster/event-writer.ts';
import { FakeApi } from './fake-api.ts';

let api: FakeApi;
beforeEach(async () => {
  api = await new FakeApi().start();
});
afterEach(() => api.stop());

const event = {
  name: 'no-stopped-operator.0123',
  reason: 'NoStoppedOperator',
  note: 'blocked',
  regarding: { apiVersion: 'config.openshift.io/v1', kind: 'Image', name: 'cluster', uid: '7' },
};
const path = '/apis/events.k8s.io/v1/namespaces/default/events';
const writer = () =>
  new EventWriter({ api: api.connection, instance: 'pod-1', nowMs: () => Date.UTC(2026, 0, 1) });

describe('EventWriter', () => {
  it('creates an Event of events.k8s.io/v1 in the namespace default', async () => {
    expect(await writer().create(event)).toBe('created');
    expect(api.calls).toMatchObject([{ method: 'POST', path }]);
    expect(api.objects.get(`${path}/${event.name}`)).toMatchObject({
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: event.name, namespace: 'default' },
      eventTime: '2026-01-01T00:00:00.000000Z',
      type: 'Warning',
      action: 'CheckCluster',
      reason: 'NoStoppedOperator',
      note: 'blocked',
      regarding: event.regarding,
      reportingController: 'mirrorguard.io/background-check',
      reportingInstance: 'pod-1',
    });
  });

  it('leaves an Event that exists as it is', async () => {
    await writer().create(event);
    expect(await writer().create({ ...event, note: 'other' })).toBe('exists');
    expect(api.objects.get(`${path}/${event.name}`)).toMatchObject({ note: 'blocked' });
  });

  it('rejects with the message of the API server', async () => {
    api.respondNext('POST', 403, 'events is forbidden');
    await expect(writer().create(event)).rejects.toThrow('events is forbidden');
  });
});
