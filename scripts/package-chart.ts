/**
 * Packages the chart for a release: `node scripts/package-chart.ts sha256:... FOLDER`. The packaged chart
 * references its image by digest: for a tag, oc-mirror writes an ImageTagMirrorSet, which drains every node.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { helm } from './helm.ts';

const chart = join(import.meta.dirname, '..', 'charts', 'mirrorguard');
/** Helm 4 copies the times of the files into the archive, so equal content gives equal bytes. */
const buildTime = new Date(Number(process.env.SOURCE_DATE_EPOCH ?? 0) * 1000);

/** Writes `mirrorguard-<version>.tgz` to a folder and returns its path. */
export function packageChart(digest: string, folder: string): string {
  if (helm === undefined) throw new Error('helm is required: run test/e2e/cluster/program helm, or set HELM');
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new Error(`"${digest}" is not a sha256 digest`);
  const work = mkdtempSync(join(tmpdir(), 'mirrorguard-chart-'));
  try {
    const copy = join(work, 'mirrorguard');
    cpSync(chart, copy, { recursive: true });
    replaceOnce(join(copy, 'values.yaml'), /^ {2}digest: ''$/m, `  digest: ${digest}`);
    replaceOnce(join(copy, 'README.md'), /(?<=^\| `image\.digest` \|.*)`""`(?= \|$)/m, `\`"${digest}"\``);
    for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' }))
      utimesSync(join(copy, path), buildTime, buildTime);
    const output = execFileSync(helm, ['package', copy, '--destination', folder], { encoding: 'utf8' });
    return output.replace(/^.*saved it to: /s, '').trim();
  } finally {
    rmSync(work, { recursive: true });
  }
}

function replaceOnce(file: string, pattern: RegExp, replacement: string): void {
  const text = readFileSync(file, 'utf8');
  if (!pattern.test(text)) throw new Error(`${file} does not contain the empty image digest`);
  writeFileSync(file, text.replace(pattern, replacement));
}

if (import.meta.main) {
  const [digest, folder] = process.argv.slice(2);
  if (digest === undefined || folder === undefined) {
    console.error('usage: node scripts/package-chart.ts DIGEST FOLDER');
    process.exitCode = 2;
  } else {
    try {
      console.log(packageChart(digest, folder));
    } catch (error) {
      console.error((error as Error).message);
      process.exitCode = 1;
    }
  }
}
