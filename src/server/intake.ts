import { isLargeBody } from '../webhook/large-body.ts';
import type { ServerLimits } from './limits.ts';

/** The limit that caused a request to be shed. */
export type ShedReason = 'bytes' | 'waiting' | 'peer';

/** One request from its head to its response. */
export class Ticket {
  readonly peer: string;
  /** `reading`: the body is incomplete. A running evaluation is never shed. */
  state: 'reading' | 'waiting' | 'running' | 'closed' = 'reading';
  /** The buffered bytes of the body. */
  bytes = 0;
  /** Set by the owner of the request; called at most once. */
  onDropped: (why: 'shed' | 'aborted') => void = () => {};

  constructor(peer: string) {
    this.peer = peer;
  }

  get isLarge(): boolean {
    return isLargeBody(this.bytes);
  }
}

/**
 * Limits the resources of all requests in flight. Above a limit it sheds the largest or the slowest request.
 * A flood of large or slow requests therefore does not affect small ones.
 */
export class Intake {
  readonly #limits: ServerLimits;
  readonly #onShed: (reason: ShedReason) => void;
  /** Tickets in the order of arrival. */
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

  /** Accounts for a part of the body. Can shed the given ticket. */
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

  /** Call when the client closed its connection. */
  abort(ticket: Ticket): void {
    if (ticket.state === 'closed' || ticket.state === 'running') return;
    this.close(ticket);
    ticket.onDropped('aborted');
  }

  /** The oldest incomplete body is the slowest. Without one, the newest request is shed. */
  #limitLarge(peer: string): void {
    const large = this.#of(peer, ({ isLarge, state }) => isLarge && state !== 'running');
    if (large.length <= this.#limits.largePerPeer) return;
    this.shed(large.find(({ state }) => state === 'reading') ?? large.at(-1), 'peer');
  }

  #of(peer: string, isWanted: (ticket: Ticket) => boolean): readonly Ticket[] {
    return [...this.#tickets].filter((ticket) => ticket.peer === peer && isWanted(ticket));
  }

  /** The largest request; the oldest of equally large ones. */
  #largest(): Ticket | undefined {
    let largest: Ticket | undefined;
    for (const ticket of this.#tickets)
      if (ticket.state !== 'running' && ticket.bytes > (largest?.bytes ?? 0)) largest = ticket;
    return largest;
  }
}
