import { describe, expect, it } from '@jest/globals';
import { heapLimits } from '../../src/main/start-worker.ts';

const mebibyte = 1024 * 1024;

describe('the heap of the evaluation thread', () => {
  it.each([
    ['256 MiB', 256 * mebibyte, 40],
    ['128 MiB', 128 * mebibyte, 40],
    ['512 MiB', 512 * mebibyte, 77],
    ['the memory of a machine', 64 * 1024 * mebibyte, 256],
    ['no limit', 0, 256],
  ])('follows a memory limit of %s', (_, bytes, megabytes) => {
    expect(heapLimits(bytes).maxOldGenerationSizeMb).toBe(megabytes);
  });
});
