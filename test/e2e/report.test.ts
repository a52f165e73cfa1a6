import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clusterAccess } from '../../src/main/cluster-access.ts';
import { idms, itms } from '../../src/rules/example.ts';
import { useReports } from '../page/support/report.ts';
import { kubectlWith } from './support/kubectl.ts';
import { removeAllMirrorSets } from './support/mirror-sets.ts';

const image = `quay.io/team/app@sha256:${'1'.repeat(64)}`;

/** The page of the running cluster in Chromium. */
describe('report --live', () => {
  const reports = useReports(clusterAccess);
  const stored = idms('report-team').mirror('quay.io/team', ['mirror.example.com/team']);

  beforeAll(async () => {
    expect(await kubectlWith(stored, ['create'])).toMatchObject({ status: 0 });
  });
  afterAll(removeAllMirrorSets);

  const textOf = async (file: string, fragment: string, selector: string) => {
    const page = await reports.open(file, { fragment });
    await page.waitForSelector(selector);
    return (await page.locator(selector).allInnerTexts()).join(' ').replace(/\s+/g, ' ');
  };

  it('shows where the stored mirror sets send a pull', async () => {
    const file = await reports.write('--live');
    expect(await textOf(file, `#image=${image}`, '.verdict-text')).toContain(
      'pulls from mirror.example.com/team, then quay.io/team',
    );
  });

  it('agrees with resolve --live', async () => {
    const { code, out } = await reports.cli('resolve', '--live', image, '-o', 'json');
    expect(code).toBe(0);
    const { results } = JSON.parse(out) as {
      readonly results: readonly { readonly verdict: { text: string } }[];
    };
    const file = await reports.write('--live');
    expect(await textOf(file, `#image=${image}`, '.verdict-text')).toContain(results[0]?.verdict.text);
  });

  it('shows what a file would change in the cluster', async () => {
    const tags = itms('report-tags').mirror('quay.io/tags', ['mirror.example.com/tags']);
    const folder = reports.folder({ 'new.yaml': JSON.stringify(tags.object) });
    const file = await reports.write('--live', folder);
    expect(await textOf(file, '#change', 'main')).toContain('drain');
  });

  it('contains no credentials and no field owners', async () => {
    const page = readFileSync(await reports.write('--live'), 'utf8');
    const [, data = ''] = /<script type="application\/json" id="data">(.*)<\/script>/.exec(page) ?? [];
    expect(data).toContain('report-team');
    expect(data).not.toMatch(/managedFields|last-applied|client-key|token|dockerconfigjson/);
  });
});
