import { pino } from 'pino';
import type { Logger } from '../webhook/ports.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Writes one JSON object per line to standard error, because standard output is for the audit log. Writes are
 * synchronous, so no message is lost at exit; the log is for events and not for single requests.
 */
export function createLogger(level: LogLevel, fileDescriptor = 2): Logger {
  const log = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: fileDescriptor, sync: true }),
  );
  return {
    debug: (message, fields = {}) => log.debug(fields, message),
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    error: (message, fields = {}) => log.error(fields, message),
  };
}
