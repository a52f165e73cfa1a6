import { describe, expect, it } from '@jest/globals';
import { readJson } from '../../../src/webhook/decode/read-json.ts';

const read = (text: string) => readJson(Buffer.from(text));
const nested = (levels: number, padding: number) =>
  `${' '.repeat(padding)}${'['.repeat(levels)}${']'.repeat(levels)}`;
const large = 64 * 1024;

describe('JSON from bytes', () => {
  it('is parsed', () => {
    expect(read('{"a":[1,"ü"]}')).toEqual({ ok: true, value: { a: [1, 'ü'] } });
  });

  it('may begin with a byte order mark', () => {
    expect(read('\ufeff{}')).toEqual({ ok: true, value: {} });
  });

  it('is read from a view of a larger buffer', () => {
    expect(readJson(Buffer.from('xx{"a":1}xx').subarray(2, 9))).toEqual({ ok: true, value: { a: 1 } });
  });

  it('keeps names of Object.prototype as plain keys', () => {
    const result = read('{"__proto__":{"polluted":true},"constructor":1}');
    expect(result).toMatchObject({ ok: true });
    expect(Object.keys(result.ok ? (result.value as object) : {})).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['', 'it is empty'],
    ['{"a":}', 'is not JSON'],
  ])('is not %j', (text, problem) => {
    expect(read(text)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
  });

  it('must be UTF-8', () => {
    expect(readJson(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).toEqual({
      ok: false,
      problem: 'the body is not valid UTF-8',
    });
  });
});

describe.each([
  ['small', 0],
  ['large', large],
])('a %s body', (_, padding) => {
  it('may be nested 100 levels deep, but not deeper', () => {
    expect(read(nested(100, padding)).ok).toBe(true);
    expect(read(nested(101, padding))).toEqual({
      ok: false,
      problem: 'the body is nested deeper than 100 levels',
    });
  });

  it('is rejected for excessive depth at any place', () => {
    const problem = 'the body is nested deeper than 100 levels';
    expect(read(`{"a":[1,${nested(20_000, padding)}]}`)).toEqual({ ok: false, problem });
    expect(read(`${' '.repeat(padding)}${'{"a":'.repeat(101)}1${'}'.repeat(101)}`)).toEqual({
      ok: false,
      problem,
    });
  });
});

describe('a large body', () => {
  it('may have any brackets in strings', () => {
    expect(read(JSON.stringify('[{"'.repeat(large))).ok).toBe(true);
    expect(read(`["\\\\","${'['.repeat(large)}"]`).ok).toBe(true);
  });
});

describe('a body of more values than an evaluated object can have', () => {
  const tooMany = {
    ok: false,
    problem: 'the body has more than 250000 lists, maps and values',
  };

  it.each(['{}', '[]', '0', '""', '{"a":1}'])(
    'is rejected before it is parsed, for a list of %s',
    (value) => {
      const values = value === '{"a":1}' ? 2 : 1;
      expect(read(`[${Array(260_000 / values).fill(value)}]`)).toEqual(tooMany);
    },
  );

  it('is accepted at the size of the largest update that is evaluated', () => {
    const entry = '{"source":"a","mirrors":["b","c"],"mirrorSourcePolicy":"NeverContactSource"}';
    const object = `{"spec":{"imageDigestMirrors":[${Array(10_000).fill(entry)}]}}`;
    expect(read(`{"request":{"object":${object},"oldObject":${object}}}`).ok).toBe(true);
  });

  it('does not count what strings contain', () => {
    expect(read(JSON.stringify('[{},[]],'.repeat(100_000))).ok).toBe(true);
  });
});
