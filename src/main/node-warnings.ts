import type { EventEmitter } from 'node:events';
import type { Logger } from '../webhook/ports.ts';

/** What Node warns of goes into the log: it would print lines of its own, between ours which are JSON. */
export function logNodeWarnings(process: EventEmitter, logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error) => logger.warn('Received Node.js warning', { err: warning }));
}
