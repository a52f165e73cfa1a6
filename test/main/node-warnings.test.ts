import { EventEmitter } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { logNodeWarnings } from '../../src/main/node-warnings.ts';
import { keepingLogger } from '../support/admission-parts.ts';

describe('a warning of Node', () => {
  it('is logged, and nobody else prints it', () => {
    const process = new EventEmitter();
    const printed: unknown[] = [];
    process.on('warning', (warning) => printed.push(warning));
    const logger = keepingLogger();
    logNodeWarnings(process, logger);

    const warning = new Error('url.parse() is deprecated');
    process.emit('warning', warning);
    expect(logger.lines).toEqual([
      { level: 'warn', message: 'Received Node.js warning', fields: { err: warning } },
    ]);
    expect(printed).toEqual([]);
  });
});
