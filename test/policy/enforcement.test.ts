import { describe, expect, it } from '@jest/globals';
import { enforcedSeverity } from '../../src/policy/enforcement.ts';

describe('enforcedSeverity', () => {
  it('is the severity of the violation, or else of the rule, if none is configured', () => {
    expect(enforcedSeverity(undefined, 'deny')).toBe('deny');
    expect(enforcedSeverity(undefined, 'deny', 'audit')).toBe('audit');
    expect(enforcedSeverity(undefined, 'warn', 'deny')).toBe('deny');
  });

  it('is the configured severity for violations at least as severe as their rule', () => {
    expect(enforcedSeverity('warn', 'deny')).toBe('warn');
    expect(enforcedSeverity('deny', 'warn')).toBe('deny');
    expect(enforcedSeverity('warn', 'warn', 'deny')).toBe('warn');
    expect(enforcedSeverity('audit', 'deny')).toBe('audit');
  });

  it('lowers a violation that is less severe than its rule, but never raises it', () => {
    expect(enforcedSeverity('deny', 'warn', 'audit')).toBe('audit');
    expect(enforcedSeverity('audit', 'deny', 'warn')).toBe('audit');
  });

  it('is none when the rule is off', () => {
    expect(enforcedSeverity('off', 'deny')).toBeUndefined();
  });
});
