import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../../src/observability/logger.ts';
import { temporaryFolder } from '../certificates/temporary-folder.ts';

const folder = temporaryFolder();

describe('the logger', () => {
  it('writes one line of JSON per event, with the cause of an error, at or above its level', () => {
    const file = join(folder, 'log');
    const descriptor = openSync(file, 'w');
    const logger = createLogger('warn', descriptor);
    logger.info('not said');
    logger.warn('said', { port: 8443 });
    logger.error('failed', { err: new Error('why') });
    closeSync(descriptor);
    const lines = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toEqual([
      { level: 'warn', time: expect.stringMatching(/Z$/), port: 8443, message: 'said' },
      expect.objectContaining({
        level: 'error',
        message: 'failed',
        err: expect.objectContaining({ message: 'why' }),
      }),
    ]);
  });
});
