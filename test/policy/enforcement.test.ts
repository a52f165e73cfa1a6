import { describe, expect, it } from '@jest/globals';
import { enforcedSeverity } from '../../src/policy/enforcement.ts';

describe('enforcedSeverity', () => {
  it('is what the violation says, or else the rule, where nothing is configured', () => {
    expect(enforcedSeverity(undefined, 'deny')).toBe('deny');
    expect(enforcedSeverity(undefined, 'deny', 'info')).toBe('info');
    expect(enforcedSeverity(undefined, 'warn', 'deny')).toBe('deny');
  });

  it('is what is configured for violations as grave as their rule, or graver', () => {
    expect(enforcedSeverity('warn', 'deny')).toBe('warn');
    expect(enforcedSeverity('deny', 'warn')).toBe('deny');
    expect(enforcedSeverity('warn', 'warn', 'deny')).toBe('warn');
    expect(enforcedSeverity('audit', 'deny')).toBe('info');
  });

  it('never raises a violation that is milder than its rule, but lowers it', () => {
    expect(enforcedSeverity('deny', 'warn', 'info')).toBe('info');
    expect(enforcedSeverity('audit', 'deny', 'warn')).toBe('info');
  });

  it('is none when the rule is off', () => {
    expect(enforcedSeverity('off', 'deny')).toBeUndefined();
  });
});
