/** Builds the documentation as a static site: `npm run docs -- [--base /path/] [--out FOLDER]`. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { anchorsOf } from './markdown-anchors.ts';
import { run } from './release/run.ts';

const site = join(import.meta.dirname, '..', 'site');
const docs = join(import.meta.dirname, '..', 'docs');
const { values } = parseArgs({
  options: {
    // The base path of the site on its web server.
    base: { type: 'string', default: '/' },
    out: { type: 'string', default: join('site', 'dist') },
  },
});

/** Installs the packages of the site generator, which only this command needs. */
function installGenerator(): void {
  const installed = join(site, 'node_modules', '.package-lock.json');
  const modifiedAt = (path: string) => (existsSync(path) ? statSync(path).mtimeMs : 0);
  if (modifiedAt(installed) < modifiedAt(join(site, 'package-lock.json')))
    run('npm', ['ci', '--prefix', site, '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** Anchors that GitHub creates but the site lacks. Alerts, SARIF and other sites link to them. */
function missingAnchors(out: string): readonly string[] {
  return globSync('**/*.md', { cwd: docs }).flatMap((page) => {
    const html = readFileSync(join(out, page.replace(/\.md$/, '.html')), 'utf8');
    return [...anchorsOf(readFileSync(join(docs, page), 'utf8'))]
      .filter((anchor) => !html.includes(` id="${anchor}"`))
      .map((anchor) => `${page}#${anchor}`);
  });
}

try {
  installGenerator();
  const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out);
  const vitepress = join(site, 'node_modules', 'vitepress', 'bin', 'vitepress.js');
  // VitePress fails if the target of a link does not exist.
  run(process.execPath, [vitepress, 'build', site, '--base', values.base, '--outDir', out]);
  const missing = missingAnchors(out);
  if (missing.length > 0) throw new Error(`the site lacks anchors: ${missing.join(', ')}`);
  console.log(out);
} catch (error) {
  console.error(`docs: ${(error as Error).message}`);
  process.exitCode = 1;
}
