import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { describeOldNode, logNodeWarnings, onParentExit, pluginName } from '../../src/main/process.ts';
import { recordingLogger } from '../support/admission-parts.ts';

afterEach(() => {
  jest.useRealTimers();
});

describe('pluginName', () => {
  it.each([
    ['/usr/local/bin/kubectl-mirrorguard', 'kubectl mirrorguard'],
    ['C:\\\\bin\\\\oc-mirrorguard.exe', 'oc mirrorguard'],
    ['/usr/local/bin/mirrorguard', undefined],
    ['/home/kubectl-mirrorguard/cli.mjs', undefined],
  ])('is the command of %s', (path, name) => {
    expect(pluginName([path])).toBe(name);
    expect(pluginName(['/snapshot/main.js', path])).toBe(name);
  });
});

describe('onParentExit', () => {
  it('calls back once after the parent exited, and not before', () => {
    jest.useFakeTimers();
    let parent = 100;
    let calls = 0;
    onParentExit(
      () => parent,
      () => calls++,
    );
    jest.advanceTimersByTime(10_000);
    expect(calls).toBe(0);
    parent = 1;
    jest.advanceTimersByTime(500);
    expect(calls).toBe(1);
    jest.advanceTimersByTime(10_000);
    expect(calls).toBe(1);
  });
});

describe('describeOldNode', () => {
  it('accepts the oldest release in package.json', () => {
    expect(describeOldNode('22.19.0')).toBeUndefined();
    expect(describeOldNode('24.0.0')).toBeUndefined();
  });

  it('names the required and the actual release', () => {
    expect(describeOldNode('22.18.9')).toBe(
      'mirrorguard requires Node.js 22.19 or later, but this is 22.18.9',
    );
    expect(describeOldNode('20.20.2')).toMatch(/this is 20\.20\.2/);
  });
});

describe('logNodeWarnings', () => {
  it('logs a warning and removes other listeners', () => {
    const process = new EventEmitter();
    const printed: unknown[] = [];
    process.on('warning', (warning) => printed.push(warning));
    const logger = recordingLogger();
    logNodeWarnings(process, logger);

    const warning = new Error('url.parse() is deprecated');
    process.emit('warning', warning);
    expect(logger.lines).toEqual([
      { level: 'warn', message: 'Received Node.js warning', fields: { err: warning } },
    ]);
    expect(printed).toEqual([]);
  });
});
