// Lists the packages in the bundles for the license texts and the SBOM, because each bundle or image contains
// copies of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The name, version, license and license texts of each package, sorted by name.
 * @param inputs the bundled files in the format of esbuild's metafile: with forward slashes, relative to
 * `root`
 * @throws if a package does not state its license, because such a package must not be bundled
 */
export function readBundledPackages(inputs, root) {
  const folders = new Set(
    inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []),
  );
  // Two folders can contain the same version of a package.
  const packages = new Map(
    [...folders].map((folder) => {
      const found = readPackage(join(root, folder));
      return [`${found.name} ${found.version}`, found];
    }),
  );
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, found]) => found);
}

function readPackage(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string')
    throw new Error(`${name} ${version} does not state its license in package.json`);
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license, texts };
}

/** One text with the licenses of all packages. */
export function describeLicenses(packages) {
  const sections = packages.map(
    ({ name, version, license, texts }) =>
      `${name} ${version} (${license})\n${texts.map((text) => `\n${text}\n`).join('')}`,
  );
  return sections.join(`\n${'-'.repeat(100)}\n\n`);
}
