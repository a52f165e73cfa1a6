import { describe, expect, it } from '@jest/globals';
import { Intake, type ShedReason, type Ticket } from '../../src/server/intake.ts';
import { serverLimits } from '../../src/server/limits.ts';

const kib = 1024;

function open(limits: Partial<typeof serverLimits> = {}) {
  const reasons: ShedReason[] = [];
  const dropped: string[] = [];
  const intake = new Intake({ ...serverLimits, ...limits }, (reason) => reasons.push(reason));
  const request = (name: string, bytes: number, { peer = 'a' } = {}): Ticket => {
    const ticket = intake.open(peer);
    ticket.onDropped = (why) => dropped.push(`${name} ${why}`);
    intake.grow(ticket, bytes);
    return ticket;
  };
  return { intake, request, reasons, dropped };
}

describe('the intake', () => {
  it('sheds the largest requests while all bodies together exceed the limit', () => {
    const { intake, request, reasons, dropped } = open({ bytesInFlight: 100 * kib });
    request('small', 2 * kib);
    request('middle', 40 * kib);
    request('large', 50 * kib);
    expect(dropped).toEqual([]);
    request('another', 45 * kib);
    expect(dropped).toEqual(['large shed']);
    expect(reasons).toEqual(['bytes']);
    expect([intake.bytesInFlight, intake.requestsInFlight]).toEqual([87 * kib, 3]);
  });

  it('sheds the growing request itself if it is the largest', () => {
    const { request, dropped } = open({ bytesInFlight: 100 * kib });
    request('small', 2 * kib);
    request('huge', 99 * kib);
    expect(dropped).toEqual(['huge shed']);
  });

  it('never sheds a request whose evaluation runs', () => {
    const { request, dropped } = open({ bytesInFlight: 100 * kib });
    request('running', 90 * kib).state = 'running';
    request('waiting', 8 * kib);
    request('small', 4 * kib);
    expect(dropped).toEqual(['waiting shed']);
  });

  it('sheds the slowest of too many large requests of one address, and no request of another', () => {
    const { request, reasons, dropped } = open({ largePerPeer: 2 });
    request('other', 40 * kib, { peer: 'b' });
    request('complete', 40 * kib).state = 'waiting';
    request('slow', 40 * kib);
    for (const name of ['1', '2', '3']) request(`small ${name}`, 8 * kib);
    request('fast', 40 * kib);
    expect(dropped).toEqual(['slow shed']);
    expect(reasons).toEqual(['peer']);
  });

  it('sheds the newest large request of an address if all others are complete', () => {
    const { intake, request, dropped } = open({ largePerPeer: 1 });
    request('complete', 40 * kib).state = 'waiting';
    const newest = intake.open('a');
    newest.onDropped = (why) => dropped.push(`newest ${why}`);
    newest.state = 'waiting';
    intake.grow(newest, 40 * kib);
    expect(dropped).toEqual(['newest shed']);
  });

  it('sheds the oldest of too many unfinished requests of one address', () => {
    const { request, dropped } = open({ unfinishedPerPeer: 2 });
    request('complete', 10).state = 'waiting';
    request('oldest', 10);
    request('older', 10);
    request('other', 10, { peer: 'b' });
    request('newest', 10);
    expect(dropped).toEqual(['oldest shed']);
  });

  it('forgets closed requests, and reports an aborted one once', () => {
    const { intake, request, reasons, dropped } = open();
    const [answered, gone] = [request('answered', 10), request('gone', 20)];
    intake.close(answered);
    intake.close(answered);
    intake.abort(answered);
    intake.abort(gone);
    intake.abort(gone);
    intake.grow(gone, 50);
    expect(dropped).toEqual(['gone aborted']);
    expect(reasons).toEqual([]);
    expect([intake.bytesInFlight, intake.requestsInFlight]).toEqual([0, 0]);
  });
});
