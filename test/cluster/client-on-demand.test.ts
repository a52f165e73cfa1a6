import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

describe('src/cluster', () => {
  it('loads the Kubernetes client in three files alone, which are imported on demand', () => {
    const loading = globSync('src/cluster/**/*.ts').filter((path) =>
      /import (?!type )[^;]*from '@kubernetes\/client-node'/.test(readFileSync(path, 'utf8')),
    );
    expect(loading.sort()).toEqual([
      'src/cluster/client.ts',
      'src/cluster/event-writer.ts',
      'src/cluster/lease.ts',
    ]);
  });
});
