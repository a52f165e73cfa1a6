/** `npm run screenshots`: creates the screenshots of the report page for README and the guide. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../cli/run.ts';
import { launchBrowser } from './support/browser.ts';
import { change, clusterConfig, digest, teams } from './support/inputs.ts';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const readReportPage = () => readFileSync(join(root, 'dist', 'report.html'), 'utf8');

const pictures = [
  { name: 'pulls', fragment: `#image=quay.io/team/app@${digest}`, selector: '.others', height: 760 },
  { name: 'change', fragment: '#change', selector: '.diff', height: 860 },
  { name: 'merge', fragment: '#source=quay.io/team', selector: '.graph', height: 640 },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'mirrorguard-screenshots-'));
process.chdir(folder);
writeFileSync('teams.yaml', teams);
writeFileSync('cluster.yaml', clusterConfig);
writeFileSync('change.yaml', change);
const stored = ['--stored', 'teams.yaml', '--stored', 'cluster.yaml'];
const state = await run(['report', 'teams.yaml', 'cluster.yaml'], { readReportPage, version });
const changed = await run(['report', 'change.yaml', ...stored], { readReportPage, version });
writeFileSync('state.html', state.out);
writeFileSync('changed.html', changed.out);

const browser = await launchBrowser();
for (const { name, fragment, selector, height } of pictures) {
  const page = await browser.newPage({ viewport: { width: 1100, height }, colorScheme: 'light' });
  const file = name === 'change' ? 'changed.html' : 'state.html';
  await page.goto(`file://${join(folder, file)}${fragment}`);
  await page.waitForSelector(selector);
  await page.screenshot({ path: join(root, 'docs', 'images', `report-${name}.png`) });
}
await browser.close();
rmSync(folder, { recursive: true });
