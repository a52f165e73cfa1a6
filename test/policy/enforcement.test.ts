import { describe, expect, it } from '@jest/globals';
import { enforcedSeverity } from '../../src/policy/enforcement.ts';

describe('enforcedSeverity', () => {
  it('is that of the violation, or else of the rule, if nothing is configured', () => {
    expect(enforcedSeverity(undefined, 'deny')).toBe('deny');
    expect(enforcedSeverity(undefined, 'deny', 'audit')).toBe('audit');
    expect(enforcedSeverity(undefined, 'warn', 'deny')).toBe('deny');
  });

  it('is what is configured for violations as grave as their rule, or graver', () => {
    expect(enforcedSeverity('warn', 'deny')).toBe('warn');
    expect(enforcedSeverity('deny', 'warn')).toBe('deny');
    expect(enforcedSeverity('warn', 'warn', 'deny')).toBe('warn');
    expect(enforcedSeverity('audit', 'deny')).toBe('audit');
  });

  it('never raises a violation that is milder than its rule, but lowers it', () => {
    expect(enforcedSeverity('deny', 'warn', 'audit')).toBe('audit');
    expect(enforcedSeverity('audit', 'deny', 'warn')).toBe('audit');
  });

  it('is none when the rule is off', () => {
    expect(enforcedSeverity('off', 'deny')).toBeUndefined();
  });
});
