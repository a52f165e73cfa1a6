import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** The options of esbuild for programs: the bundles of dist/ and the single-file executable. */
export const programOptions = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  // Identifiers are not minified: keeping names in stack traces would then need a call for each created
  // function, which costs more than parsing the names.
  minifyWhitespace: true,
  minifySyntax: true,
  // Licenses are separate files, because one non-ASCII letter in a name would double the memory of the
  // bundle.
  legalComments: 'none',
  metafile: true,
  define: { MIRRORGUARD_VERSION: JSON.stringify(version) },
  alias: {
    // Handlers read bodies themselves. The parsers of express would add the tables of every character set, a
    // quarter of the bundle.
    'body-parser': join(root, 'scripts', 'no-body-parser.cjs'),
    // Several packages of express have their own copy of the same table.
    'mime-types': createRequire(createRequire(import.meta.url).resolve('express')).resolve('mime-types'),
  },
  logLevel: 'warning',
  // Only sources that run from a checkout use import.meta; a CommonJS bundle has none.
  logOverride: { 'empty-import-meta': 'silent' },
};
