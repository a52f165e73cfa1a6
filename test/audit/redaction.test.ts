import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { credentialsIn, Redaction, redactLocation, redactValue } from '../../src/audit/redaction.ts';

describe('redactLocation', () => {
  it.each([
    ['https://robot:pw@mirror.io/x', 'https://***@mirror.io/x'],
    ['robot:pw@mirror.io/x', '***@mirror.io/x'],
    ['HTTPS://robot:pw@mirror.io/x', 'HTTPS://***@mirror.io/x'],
    ['docker://robot:pw@mirror.io/x', 'docker://***@mirror.io/x'],
    ['ssh://robot:pw@mirror.io/x', '***@mirror.io/x'],
    ['//robot:pw@mirror.io/x', '***@mirror.io/x'],
    ['token@mirror.io/x', '***@mirror.io/x'],
    ['robot:p@ss@mirror.io/x', '***@mirror.io/x'],
    ['robot:p/w@mirror.io/x', '***@mirror.io/x'],
    ['robot:p:w@mirror.io/x', '***@mirror.io/x'],
    ['robot:p w@mirror.io/x', '***@mirror.io/x'],
    ['robot:p"w@mirror.io/x', '***@mirror.io/x'],
    ['robot:p?w@mirror.io/x', '***@mirror.io/x'],
    ['robot:pw@mirror.io:5000/x:v1', '***@mirror.io:5000/x:v1'],
    ['robot:pw@mirror.io/x@sha256:abc', '***@mirror.io/x@sha256:abc'],
    ['robot:a@sha256:b@mirror.io/x', '***@mirror.io/x'],
    ['robot:pw@sha512:abc', '***@sha512:abc'],
    ['mirror.io/x?token=pw', 'mirror.io/x?***'],
    ['https://mirror.io/x?a=b@c', 'https://***@c'],
    ['robot:pw@mirror.io/x?token=pw', '***@mirror.io/x?***'],
    ['@mirror.io/x', '@mirror.io/x'],
    ['mirror.io/x?', 'mirror.io/x?***'],
    ['mirror.io/x@sha256:abc', 'mirror.io/x@sha256:abc'],
    ['mirror.io:5000/x:v1', 'mirror.io:5000/x:v1'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(redactLocation(text)).toBe(expected);
  });

  it('shows nothing before the last @ and nothing after a ?', () => {
    const secret = fc.string({ unit: 'grapheme' }).map((text) => `S${text}S`);
    fc.assert(
      fc.property(secret, secret, (user, query) => {
        expect(redactLocation(`${user}@mirror.io/x@sha256:abc?${query.replaceAll('@', '')}`)).toBe(
          '***@mirror.io/x@sha256:abc?***',
        );
      }),
    );
  });

  it('takes linear time', () => {
    const startedMs = performance.now();
    redactLocation('@sha256:'.repeat(200_000));
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});

describe('redactValue', () => {
  it('redacts texts at any depth, and keys', () => {
    expect(redactValue({ 'a:b@c': [{ mirrors: ['u:p@m', 1, null, true] }] })).toEqual({
      '***@c': [{ mirrors: ['***@m', 1, null, true] }],
    });
  });
});

describe('Redaction', () => {
  const objects = [
    { mirrors: ['robot:hunter2@mirror.io/x', 'mirror.io/x?token=correct-horse', 'quay.io/x'] },
  ];
  const redaction = new Redaction(credentialsIn(...objects));

  it.each([
    ['"robot:hunter2@mirror.io/x" has a user', '"***@mirror.io/x" has a user'],
    ['"a:b@c.io" and "d:e@f.io"', '"***@c.io" and "***@f.io"'],
    ['robot:hunter2@mirror.io/x has a user', '***@mirror.io/x has a user'],
    ['the port must be a number, but is "hunter2@mirror.io"', 'the port must be a number, but is "***"'],
    ['the port must be a number, but is "hunter2"', 'the port must be a number, but is "***"'],
    ['the host "robot" is unknown', 'the host "***" is unknown'],
    ['the character "h" is not allowed', 'the character "***" is not allowed'],
    ['a parameter "token=correct"', 'a parameter "***"'],
    ['"robot:hun…io/x" is too long', '"***" is too long'],
    ['"mirror.io/x" is listed', '"mirror.io/x" is listed'],
    ['the character "@" is not allowed', 'the character "@" is not allowed'],
    ['did you mean "quay.io/x"?', 'did you mean "quay.io/x"?'],
    ['did you mean quay.io/x?', 'did you mean quay.io/x?'],
    ['nothing at all', 'nothing at all'],
  ])('%s', (message, expected) => {
    expect(redaction.redact(message)).toBe(expected);
  });

  it('redacts a location with credentials without an object', () => {
    expect(new Redaction([]).redact('"a:b@c.io" and d:e@f.io/x?y')).toBe('"***@c.io" and ***@f.io/x?***');
  });

  it('shows no quoted text if the objects have many credentials', () => {
    const mirrors = Array.from({ length: 101 }, (_, index) => `u:p${index}@mirror.io/x`);
    expect(credentialsIn({ mirrors })).toBe('many');
    expect(credentialsIn({ mirrors: [`${'u'.repeat(70_000)}@mirror.io/x`] })).toBe('many');
    expect(new Redaction('many').redact('the port is "p1", of "quay.io/x"')).toBe(
      'the port is "***", of "***"',
    );
  });

  it('takes linear time', () => {
    const startedMs = performance.now();
    redaction.redact(`${'a'.repeat(500_000)}@${'"'.repeat(100_001)}${'\\'.repeat(100_000)}`);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});
