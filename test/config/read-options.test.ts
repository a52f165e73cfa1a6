import { describe, expect, it } from '@jest/globals';
import type { Option } from '../../src/config/option.ts';
import { describeOptions } from '../../src/config/option-help.ts';
import { readOptions } from '../../src/config/read-options.ts';
import { webhookOptions } from '../../src/config/webhook-options.ts';

const table = {
  port: { name: 'port', type: { kind: 'port' }, default: '8443', description: 'Port.' },
  dir: { name: 'cluster-dir', type: { kind: 'text' }, description: 'Folder.' },
  drain: { name: 'drain', type: { kind: 'seconds', most: 60 }, default: '5', description: 'Drain.' },
  level: {
    name: 'level',
    type: { kind: 'choice', of: ['low', 'high'] },
    default: 'low',
    description: 'Level.',
  },
} as const satisfies Readonly<Record<string, Option>>;

const valuesOf = (args: readonly string[], environment = {}) => {
  const read = readOptions(table, args, environment);
  if (read.outcome !== 'values') throw new Error(JSON.stringify(read));
  return read.values;
};
const problemsOf = (args: readonly string[], environment = {}) => {
  const read = readOptions(table, args, environment);
  return read.outcome === 'problems' ? read.problems : [];
};

describe('options', () => {
  it('have defaults', () => {
    expect(valuesOf([])).toEqual({ port: 8443, drain: 5, level: 'low' });
  });

  it('are flags, in both notations', () => {
    expect(valuesOf(['--port', '9443', '--cluster-dir=x', '--drain', '0.5'])).toEqual({
      port: 9443,
      dir: 'x',
      drain: 0.5,
      level: 'low',
    });
  });

  it('are environment variables, and a flag wins', () => {
    const environment = { MIRRORGUARD_PORT: '1', MIRRORGUARD_CLUSTER_DIR: 'y' };
    expect(valuesOf(['--port', '2'], environment)).toEqual({ port: 2, dir: 'y', drain: 5, level: 'low' });
  });

  it('are unset by an empty environment variable', () => {
    expect(valuesOf([], { MIRRORGUARD_PORT: '' }).port).toBe(8443);
  });

  it('report all problems together', () => {
    expect(
      problemsOf(['--port', 'x', '--level', 'middle', '--color', 'stray'], { MIRRORGUARD_DRAIN: '61' }),
    ).toEqual([
      '--color is not an option; run with --help to list the options',
      '"stray" is not an option; options start with --',
      '--port must be a port (0 to 65535; 0 selects a free port), but is "x"',
      'MIRRORGUARD_DRAIN must be seconds (0 to 60), but is "61"',
      '--level must be one of low, high, but is "middle"',
    ]);
  });

  it.each(['0', '65535'])('accept port %s', (port) => {
    expect(valuesOf(['--port', port]).port).toBe(Number(port));
  });

  it.each(['65536', '-1', '1e3', '', '8443x'])('reject port %j', (port) => {
    expect(problemsOf([`--port=${port}`])).toHaveLength(1);
  });

  it('require a value', () => {
    expect(problemsOf(['--cluster-dir'])).toEqual(['--cluster-dir must not be empty']);
  });

  it.each(['--help', '-h'])('show help for %s, even with other errors', (flag) => {
    expect(readOptions(table, ['--port', 'x', flag], {})).toEqual({ outcome: 'help' });
  });

  it.each(['--version', '-V'])('show the version for %s', (flag) => {
    expect(readOptions(table, [flag], {})).toEqual({ outcome: 'version' });
  });

  it('suggest an option for a mistyped one', () => {
    expect(problemsOf(['--cluster-dri', 'x'])).toContain(
      '--cluster-dri is not an option (did you mean --cluster-dir?); run with --help to list the options',
    );
  });
});

describe('the help', () => {
  it('has every option of the webhook, in lines that fit a terminal', () => {
    const help = describeOptions(webhookOptions);
    for (const { name } of Object.values(webhookOptions)) expect(help).toContain(`--${name}`);
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
