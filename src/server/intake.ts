import { isLargeBody } from '../webhook/large-body.ts';
import type { ServerLimits } from './limits.ts';

/** Why a request was shed. */
export type ShedReason = 'bytes' | 'waiting' | 'peer';

/** One request from its head to its response. */
export class Ticket {
  readonly peer: string;
  /** `reading`: the body is incomplete. A running evaluation is never shed. */
  state: 'reading' | 'waiting' | 'running' | 'closed' = 'reading';
  /** Of the body, as far as it is kept. */
  bytes = 0;
  /** Set by the part that holds the request; called at most once. */
  onDropped: (why: 'shed' | 'aborted') => void = () => {};

  constructor(peer: string) {
    this.peer = peer;
  }

  get isLarge(): boolean {
    return isLargeBody(this.bytes);
  }
}

/**
 * Bounds what all requests in flight hold. Beyond a limit it sheds the request that holds most, or the one
 * that takes longest to arrive: a flood of large or slow requests does not affect small ones.
 */
export class Intake {
  readonly #limits: ServerLimits;
  readonly #onShed: (reason: ShedReason) => void;
  /** In the order of arrival. */
  readonly #tickets = new Set<Ticket>();
  #bytes = 0;

  constructor(limits: ServerLimits, onShed: (reason: ShedReason) => void) {
    this.#limits = limits;
    this.#onShed = onShed;
  }

  get bytesInFlight(): number {
    return this.#bytes;
  }

  get requestsInFlight(): number {
    return this.#tickets.size;
  }

  open(peer: string): Ticket {
    const ticket = new Ticket(peer);
    this.#tickets.add(ticket);
    const unfinished = this.#of(peer, ({ state }) => state === 'reading');
    if (unfinished.length > this.#limits.unfinishedPerPeer) this.shed(unfinished[0], 'peer');
    return ticket;
  }

  /** Accounts for a part of the body. Can shed the ticket itself. */
  grow(ticket: Ticket, bytes: number): void {
    if (ticket.state === 'closed') return;
    const wasLarge = ticket.isLarge;
    ticket.bytes += bytes;
    this.#bytes += bytes;
    if (ticket.isLarge && !wasLarge) this.#limitLarge(ticket.peer);
    while (this.#bytes > this.#limits.bytesInFlight) {
      const largest = this.#largest();
      if (largest === undefined) return;
      this.shed(largest, 'bytes');
    }
  }

  close(ticket: Ticket): void {
    if (!this.#tickets.delete(ticket)) return;
    ticket.state = 'closed';
    this.#bytes -= ticket.bytes;
  }

  shed(ticket: Ticket | undefined, reason: ShedReason): void {
    if (ticket === undefined || ticket.state === 'closed') return;
    this.close(ticket);
    this.#onShed(reason);
    ticket.onDropped('shed');
  }

  /** The client closed its connection. */
  abort(ticket: Ticket): void {
    if (ticket.state === 'closed' || ticket.state === 'running') return;
    this.close(ticket);
    ticket.onDropped('aborted');
  }

  /** The oldest body that is still incomplete is the slowest; without one, the newest request has to wait. */
  #limitLarge(peer: string): void {
    const large = this.#of(peer, ({ isLarge, state }) => isLarge && state !== 'running');
    if (large.length <= this.#limits.largePerPeer) return;
    this.shed(large.find(({ state }) => state === 'reading') ?? large.at(-1), 'peer');
  }

  #of(peer: string, isWanted: (ticket: Ticket) => boolean): readonly Ticket[] {
    return [...this.#tickets].filter((ticket) => ticket.peer === peer && isWanted(ticket));
  }

  /** Of equally large requests the oldest. */
  #largest(): Ticket | undefined {
    let largest: Ticket | undefined;
    for (const ticket of this.#tickets)
      if (ticket.state !== 'running' && ticket.bytes > (largest?.bytes ?? 0)) largest = ticket;
    return largest;
  }
}
