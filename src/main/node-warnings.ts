import type { EventEmitter } from 'node:events';
import type { Logger } from '../webhook/ports.ts';

/** Logs warnings of Node.js, which would otherwise print lines that are not JSON. */
export function logNodeWarnings(process: EventEmitter, logger: Logger): void {
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error) => logger.warn('Received Node.js warning', { err: warning }));
}
