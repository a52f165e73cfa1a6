import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type ChartNode, readChartOptions } from '../../scripts/generate/chart-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-values-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string): readonly ChartNode[] {
  const file = join(folder, 'values.yaml');
  writeFileSync(file, text);
  return readChartOptions(file);
}

describe('readChartOptions', () => {
  it('uses the preceding comment as the description, and the type of the default', () => {
    expect(read('# About the file.\n\n# How many.\nreplicas: 2\n')).toEqual([
      {
        kind: 'option',
        name: 'replicas',
        option: { path: 'replicas', description: 'How many.', byDefault: 2, schema: { type: 'integer' } },
      },
    ]);
  });

  it('gives the comment of the first member to the member, not to its group', () => {
    const [group] = read('# The image.\nimage:\n  # Where from.\n  repository: a\n  # Which.\n  tag: b\n');
    expect(group).toMatchObject({
      kind: 'group',
      description: 'The image.',
      members: [
        { option: { path: 'image.repository', description: 'Where from.' } },
        { option: { path: 'image.tag', description: 'Which.' } },
      ],
    });
  });

  it('applies @schema, and reports one that is not valid JSON', () => {
    const [option] = read('# @schema {"enum": ["a", "b"]}\nmode: a\n');
    expect(option).toMatchObject({
      option: { description: '', schema: { type: 'string', enum: ['a', 'b'] } },
    });
    expect(() => read('# @schema {enum}\nmode: a\n')).toThrow(
      'values.yaml: the @schema of mode is not valid JSON',
    );
  });

  it('accepts any key in a mapping with its own schema', () => {
    const [option] = read('# @schema {"additionalProperties": true}\nresources:\n  limits: {}\n');
    expect(option).toMatchObject({
      kind: 'option',
      option: { byDefault: { limits: {} }, schema: { type: 'object', additionalProperties: true } },
    });
  });
});
