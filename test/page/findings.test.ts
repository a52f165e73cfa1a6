import { beforeAll, describe, expect, it } from '@jest/globals';
import { change, clusterConfig, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();
const fixable = teams.replace('mirror-c.example.com/web]', '"https://mirror-c.example.com/web/"]');

interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly kind: string;
  readonly name: string;
}

describe('the findings', () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = reports.folder({ 'teams.yaml': fixable, 'config.yaml': clusterConfig });
    file = await reports.write(folder);
  });

  const lint = async (...args: readonly string[]): Promise<readonly JsonFinding[]> =>
    JSON.parse((await reports.cli('lint', ...args, '-o', 'json')).out).findings;

  it('count as many findings of each severity as lint', async () => {
    const findings = await lint(folder);
    const page = await reports.open(file, { fragment: '#findings' });
    await page.waitForSelector('#findings-0');
    const labels = await page.locator('.filters label').allInnerTexts();
    const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
    expect(labels.map((text) => text.replace(/\s+/g, ' '))).toEqual(
      ['deny', 'warn', 'audit'].map((severity) => `${severity} ${count(severity)}`),
    );
    expect(count('deny')).toBeGreaterThan(0);
  });

  it('show one row per rule and object, filtered by severity', async () => {
    const findings = (await lint(folder)).filter(({ severity }) => severity === 'audit');
    const page = await reports.open(file, { fragment: '#findings' });
    await page.waitForSelector('#findings-0');
    await page.getByLabel('deny').uncheck();
    await page.getByLabel('warn').uncheck();
    await page.getByLabel('audit').check();
    const rows = await page.locator('#findings [role=option]').allInnerTexts();
    const groups = new Set(findings.map(({ rule, kind, name }) => `${rule}\n${kind} ${name}`));
    expect(rows.length).toBe(groups.size);
    expect(rows.every((row) => row.startsWith('audit'))).toBe(true);
  });

  it('show the text of the rule, and the fix of the file as the patch of mirrorguard fix', async () => {
    const page = await reports.open(file, { fragment: '#finding=no-scheme' });
    await page.waitForSelector('.diff');
    const detail = await page.locator('.detail').innerText();
    expect(detail).toContain('Disallow schemes in sources and mirrors');
    expect(detail).toContain('ImageDigestMirrorSet web');
    const fixed = (await reports.cli('fix', folder)).out;
    expect(`${(await page.locator('.diff').innerText()).trimEnd()}\n`).toBe(fixed);
  });

  it('are in the address of the selected finding', async () => {
    const page = await reports.open(file, { fragment: '#findings' });
    await page.locator('#findings-1').click();
    const rule = await page.locator('#findings-1 .rule').innerText();
    expect(decodeURIComponent(new URL(page.url()).hash)).toContain(`#finding=${rule} `);
    const again = await reports.open(file, { fragment: new URL(page.url()).hash });
    await expect(again.locator('.detail > h3').innerText()).resolves.toContain(rule);
  });

  it('of a change are those that lint --stored reports', async () => {
    const changed = reports.folder({ 'change.yaml': change });
    const stored = reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig });
    const findings = await lint(changed, '--stored', stored);
    const page = await reports.open(await reports.write(changed, '--stored', stored), {
      fragment: '#findings',
    });
    await page.waitForSelector('#findings-0');
    await page.getByLabel('audit').check();
    const rows = await page.locator('#findings .rule').allInnerTexts();
    expect(new Set(rows)).toEqual(new Set(findings.map(({ rule }) => rule)));
    expect(rows).toContain('rollout-drain');
  });
});
