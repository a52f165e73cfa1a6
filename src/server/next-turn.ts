let waiting: (() => void)[] = [];

/**
 * Calls back in the next turn of the event loop, when everything that had arrived by now is read. All that is asked for in one turn waits for one
 * immediate: of their own they would cost a small request as much as looking up its answer.
 *
 * @param callback never throws
 */
export function inNextTurn(callback: () => void): void {
  if (waiting.push(callback) === 1) setImmediate(callAll);
}

function callAll(): void {
  const callbacks = waiting;
  waiting = [];
  for (const callback of callbacks) callback();
}
