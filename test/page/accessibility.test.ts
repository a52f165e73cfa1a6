import { beforeAll, describe, expect, it } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { change, clusterConfig, digest, teams } from './support/inputs.ts';
import { useReports } from './support/report.ts';

const reports = useReports();
const fixable = teams.replace('mirror-c.example.com/web]', '"https://mirror-c.example.com/web/"]');

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Violations of WCAG 2.2 AA and of the best practices of axe. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  // The content security policy blocks scripts in the page, but not scripts of the debugger.
  const found = (await page.evaluate(`${axe.source}; axe.run(document)`)) as {
    readonly violations: readonly AxeViolation[];
  };
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
  );
}

describe('the accessibility of the page', () => {
  let file: string;
  beforeAll(async () => {
    const stored = reports.folder({ 'teams.yaml': fixable, 'config.yaml': clusterConfig });
    const good = reports.folder({ 'teams.yaml': teams, 'config.yaml': clusterConfig });
    const written = reports.folder({ 'change.yaml': change });
    file = await reports.write(written, '--stored', good);
    faulty = await reports.write(stored);
  });
  let faulty: string;

  const cases = [
    ['the pull explorer', `#image=quay.io/team/app@${digest}`, '.others'],
    ['a short name', '#image=nginx', '.candidates'],
    ['the difference', '#change', '.diff'],
    ['the scopes', '#scope=quay.io/team/app', '.detail'],
    ['the merge graph', '#source=quay.io/team', '.graph'],
    ['the input', '#input', 'textarea'],
  ] as const;
  it.each(cases.flatMap((one) => [[...one, 'light'] as const, [...one, 'dark'] as const]))(
    'has no violation in %s (%s, %s, %s)',
    async (_, fragment, selector, scheme) => {
      const page = await reports.open(file, { fragment, scheme });
      await page.waitForSelector(selector);
      expect(await violationsOf(page)).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)('has no violation in findings and stops (%s)', async (scheme) => {
    const findings = await reports.open(faulty, { fragment: '#finding=no-scheme', scheme });
    await findings.waitForSelector('.diff');
    expect(await violationsOf(findings)).toEqual([]);
    const stopped = await reports.open(faulty, { fragment: '#image=quay.io/team/a:v1', scheme });
    await stopped.waitForSelector('.failure');
    expect(await violationsOf(stopped)).toEqual([]);
  });

  it('has no violation at the width of a phone, and no view is wider than the window', async () => {
    for (const [, fragment, selector] of cases) {
      const page = await reports.open(file, { fragment, width: 390 });
      await page.waitForSelector(selector);
      expect(await violationsOf(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    }
  });

  it('has every function by the keyboard alone', async () => {
    const page = await reports.open(file);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    // Tab through the state and the views to the text field.
    await press(...Array<string>(8).fill('Tab'));
    await page.keyboard.type('quay.io/team/app:v1');
    await page.waitForSelector('.location');
    await press('Shift+Tab', 'Shift+Tab', 'Enter');
    await page.waitForSelector('#sources-0');
    await press('Tab', 'Tab', 'Tab', 'ArrowDown');
    await expect(page.locator('.detail > h3').innerText()).resolves.toBe('quay.io/team/app');
  });
});
