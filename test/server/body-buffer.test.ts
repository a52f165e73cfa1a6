import { describe, expect, it } from '@jest/globals';
import { BodyBuffer } from '../../src/server/body-buffer.ts';

describe('a body buffer', () => {
  it('joins parts of any size', () => {
    const body = new BodyBuffer();
    const parts = [1, 4095, 2, 70_000, 3].map((length, index) => Buffer.alloc(length, index + 1));
    for (const part of parts) body.append(part);
    expect(Buffer.from(body.bytes())).toEqual(Buffer.concat(parts));
  });

  it('returns its memory when it is released, and can be released twice', () => {
    const body = new BodyBuffer();
    body.append(Buffer.alloc(100_000));
    const { buffer } = body.bytes();
    body.release();
    body.release();
    expect([buffer.byteLength, body.bytes().length]).toEqual([0, 0]);
  });
});
