import { isLargeBody } from '../webhook/large-body.ts';
import type { Deadline } from '../webhook/ports.ts';
import type { Intake, Ticket } from './intake.ts';
import type { ServerLimits } from './limits.ts';

/** Limits how long evaluations can prevent the event loop from reading other requests. */
const maxTurnMs = 5;

/** How a request left the queue: with its turn, at its deadline, shed, or because its client disconnected. */
export type Turn = 'granted' | 'late' | 'shed' | 'aborted';

interface Waiting {
  readonly ticket: Ticket;
  readonly leave: (turn: Turn) => void;
}

/**
 * Orders evaluations: small bodies before large ones, and one large evaluation at a time. A flood of large
 * requests delays only other large requests.
 */
export class AdmissionQueue {
  readonly #limits: ServerLimits;
  readonly #intake: Intake;
  readonly #monotonicMs: () => number;
  readonly #small: Waiting[] = [];
  readonly #large: Waiting[] = [];
  #isPumping = false;
  #isLargeRunning = false;

  constructor(limits: ServerLimits, intake: Intake, monotonicMs: () => number) {
    this.#limits = limits;
    this.#intake = intake;
    this.#monotonicMs = monotonicMs;
  }

  get waiting(): number {
    return this.#small.length + this.#large.length;
  }

  /**
   * Waits for the turn of a request whose body is complete, and runs it. `run` receives the way in which the
   * wait ended; a small request runs synchronously in its turn.
   */
  enter<Result>(
    ticket: Ticket,
    deadline: Deadline,
    run: (turn: Turn) => Result | Promise<Result>,
  ): Promise<Result> {
    // The request was shed while its body was still arriving.
    if (ticket.state === 'closed') return Promise.resolve(run('shed'));
    ticket.state = 'waiting';
    const lane = isLargeBody(ticket.bytes) ? this.#large : this.#small;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        ticket,
        leave: (turn) => {
          cancel();
          ticket.onDropped = () => {};
          const index = lane.indexOf(waiting);
          if (index !== -1) lane.splice(index, 1);
          if (turn === 'granted' || turn === 'late') ticket.state = 'running';
          const result = this.#run(lane, turn, run);
          result.then(resolve, reject);
        },
      };
      const cancel = deadline.whenPast(() => waiting.leave('late'));
      ticket.onDropped = (why) => waiting.leave(why);
      insertBySize(lane, waiting);
      if (lane.length > this.#limits.waiting) this.#intake.shed(lane.at(-1)?.ticket, 'waiting');
      if (lane === this.#large) this.#startLarge();
      else this.#pump();
    });
  }

  async #run<Result>(
    lane: readonly Waiting[],
    turn: Turn,
    run: (turn: Turn) => Result | Promise<Result>,
  ): Promise<Result> {
    if (lane !== this.#large || turn !== 'granted') return run(turn);
    try {
      return await run(turn);
    } finally {
      this.#isLargeRunning = false;
      this.#startLarge();
    }
  }

  #startLarge(): void {
    const next = this.#large[0];
    if (this.#isLargeRunning || next === undefined) return;
    this.#isLargeRunning = true;
    next.leave('granted');
  }

  /** Runs after all arrived data was read, so the smallest of all requests is first. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(() => {
      const startedMs = this.#monotonicMs();
      while (this.#small[0] !== undefined && this.#monotonicMs() - startedMs < maxTurnMs)
        this.#small[0].leave('granted');
      this.#isPumping = false;
      if (this.#small.length > 0) this.#pump();
    });
  }
}

/** Smallest first; equal sizes in the order of arrival. */
function insertBySize(lane: Waiting[], waiting: Waiting): void {
  const { bytes } = waiting.ticket;
  let [low, high] = [0, lane.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane[middle]?.ticket.bytes ?? 0) <= bytes) low = middle + 1;
    else high = middle;
  }
  lane.splice(low, 0, waiting);
}
