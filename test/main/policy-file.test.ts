import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { PolicyFile } from '../../src/main/policy-file.ts';
import { recordingLogger } from '../support/admission-parts.ts';

const opened: PolicyFile[] = [];
const folders: string[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((file) => file.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function open(text: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-policy-'));
  folders.push(folder);
  const path = join(folder, 'policy.yaml');
  if (text !== undefined) writeFileSync(path, text);
  const logger = recordingLogger();
  const reads: string[] = [];
  const observes: object[] = [];
  const clock = { nowMs: Date.UTC(2026, 10, 22) };
  const meter = {
    read: (result: string) => void reads.push(result),
    observe: (now: object) => void observes.push(now),
  };
  const file = new PolicyFile({ path, defaults: {}, logger, meter, nowMs: () => clock.nowMs });
  opened.push(file);
  const levels: unknown[] = [];
  file.onChange = ({ enforcement }) => void levels.push(enforcement.levels);
  return { folder, path, file, logger, reads, observes, clock, levels };
}

describe('PolicyFile', () => {
  it('reloads the policy when the file changes, but not on a read', async () => {
    const { path, file, reads, levels } = open('rules: {rollout-drain: deny}\n');
    expect((await file.start()).enforcement.levels).toEqual({ 'rollout-drain': 'deny' });
    await file.refresh();
    expect(levels).toEqual([]);
    writeFileSync(path, 'rules: {rollout-drain: off}\n');
    await file.refresh();
    expect(levels).toEqual([{ 'rollout-drain': 'off' }]);
    expect(reads).toEqual(['loaded', 'loaded']);
    expect(file.describe()).toBe(`${path} is enforced`);
  });

  it('logs the preset that is enforced', async () => {
    const { path, file, logger } = open('preset: strict\n');
    await file.start();
    writeFileSync(path, 'rules: {rollout-drain: off}\n');
    await file.refresh();
    const loaded = { level: 'info', message: 'Loaded policy' };
    expect(logger.lines).toEqual([
      { ...loaded, fields: { file: path, preset: 'strict', exemptions: 0 } },
      { ...loaded, fields: { file: path, preset: 'recommended', exemptions: 0 } },
    ]);
  });

  it('detects changes without a request', async () => {
    const { path, file } = open('rules: {rollout-drain: deny}\n');
    await file.start();
    const changed = new Promise<unknown>((resolve) => {
      file.onChange = ({ enforcement }) => resolve(enforcement.levels);
    });
    writeFileSync(path, 'rules: {rollout-drain: off}\n');
    expect(await changed).toEqual({ 'rollout-drain': 'off' });
  });

  it('follows the symbolic link of a mounted ConfigMap', async () => {
    const { folder, path, file, levels } = open(undefined);
    for (const [version, level] of [
      ['..1', 'deny'],
      ['..2', 'warn'],
    ] as const) {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, 'policy.yaml'), `rules: {rollout-drain: ${level}}\n`);
    }
    symlinkSync('..1', join(folder, '..data'));
    symlinkSync(join('..data', 'policy.yaml'), path);
    await file.start();
    symlinkSync('..2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    await file.refresh();
    expect(levels).toEqual([{ 'rollout-drain': 'warn' }]);
  });

  it('enforces the previous policy while the file is invalid, logs it once and reports it in readiness and metric', async () => {
    const { path, file, logger, reads, observes, levels } = open('preset: strict\n');
    await file.start();
    writeFileSync(path, 'preset: strictest\nrule: {}\n');
    await file.refresh();
    await file.refresh();
    expect(levels).toEqual([]);
    expect(reads).toEqual(['loaded', 'rejected']);
    expect(observes.at(-1)).toMatchObject({ isCurrent: false });
    expect(file.describe()).toBe(
      `the previous policy is enforced, because ${path} is not valid: ${path}:1:9: preset must be one of "recommended", "strict", "advisory", but is "strictest"; ${path}:2:1: rule is not a field here. Did you mean "rules"?`,
    );
    expect(logger.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);

    writeFileSync(path, 'preset: recommended\n');
    await file.refresh();
    expect(levels).toHaveLength(1);
    expect(observes.at(-1)).toMatchObject({ isCurrent: true });
  });

  it('enforces the previous policy while the file is missing', async () => {
    const { path, file, levels, observes } = open('preset: strict\n');
    await file.start();
    unlinkSync(path);
    await file.refresh();
    expect(file.describe()).toContain('cannot be read');
    expect(observes.at(-1)).toMatchObject({ isCurrent: false });
    writeFileSync(path, 'preset: strict\n');
    await file.refresh();
    expect(levels).toHaveLength(1);
    expect(file.describe()).toBe(`${path} is enforced`);
  });

  it('fails to start without a valid policy', async () => {
    await expect(open('preset: x\nrules: []\n').file.start()).rejects.toThrow(
      /is not valid:\n.*:1:9: preset .*\n.*:2:1: rules must be a mapping/,
    );
    await expect(open(undefined).file.start()).rejects.toThrow(/^--policy-file .* cannot be read/);
  });

  it('reports exemptions that expire while the policy is enforced', async () => {
    const { file, clock, logger, observes } = open(
      "exemptions: [{name: move, reason: It moves., rules: ['*'], users: [a], expires: 2026-11-22}]\n",
    );
    await file.start();
    expect(observes.at(-1)).toEqual({ isCurrent: true, active: 1, expired: 0 });
    clock.nowMs = Date.UTC(2026, 10, 23);
    await file.refresh();
    await file.refresh();
    expect(observes.at(-1)).toEqual({ isCurrent: true, active: 0, expired: 1 });
    expect(file.describe()).toMatch(/; expired exemptions: move$/);
    expect(logger.lines.filter(({ message }) => message === 'Exemption expired')).toEqual([
      { level: 'warn', message: 'Exemption expired', fields: { exemption: 'move' } },
    ]);
  });
});
