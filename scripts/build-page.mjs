import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import { root, version } from './bundle-options.mjs';

const options = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  // Makes the build fail if a module needs Node.
  platform: 'browser',
  target: 'es2024',
  charset: 'utf8',
  minify: true,
  legalComments: 'none',
  metafile: true,
  outdir: 'out',
  define: { MIRRORGUARD_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};

/**
 * Builds the report page without data: one file that sends no request.
 * @returns the file, and the names of the bundled files
 */
export async function buildPage() {
  const worker = await build({ ...options, format: 'iife', entryPoints: ['src/page/worker/main.ts'] });
  const ui = await build({
    ...options,
    format: 'iife',
    entryPoints: ['src/page/ui/main.tsx', 'src/page/ui/page.css'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
  const textOf = ({ outputFiles }, extension) =>
    outputFiles.find(({ path }) => path.endsWith(extension)).text.trim();
  const html = toHtml({
    worker: textOf(worker, '.js'),
    script: textOf(ui, '.js'),
    style: textOf(ui, '.css'),
  });
  return { html, inputs: [worker, ui].flatMap(({ metafile }) => Object.keys(metafile.inputs)) };
}

function toHtml({ worker, script, style }) {
  for (const text of [worker, script]) {
    // Either text would change the end of the script element.
    if (/<\/script|<!--/i.test(text)) throw new Error('a script of the page contains "</script" or "<!--"');
  }
  // The hashes do not cover the worker, because its text is data until the script starts it.
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types mirrorguard',
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>mirrorguard report</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page needs JavaScript.</noscript>
<script type="application/json" id="data">null</script>
<script type="text/plain" id="worker">${worker}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
